package com.timedeal.userservice.emailcode;

import com.timedeal.userservice.email.EmailAddress;
import com.timedeal.userservice.personaldata.KeyedHash;
import com.timedeal.userservice.redis.AwayException;
import com.timedeal.userservice.redis.Redis;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/**
 * Makes codes and judges them. In Redis lie keyed hashes only, of addresses, codes and proofs alike; each step is one
 * script, so that two guesses at once count as two. Limits here are per address, since guessers have many sources; those per
 * source are {@link CodesPerSource}'s. Thread-safe.
 *
 * <p>Limits: OWASP ASVS 5.0 (6.5, 6.6) in spirit. Eight digits have 26 bits; ten guesses a day find one code in ten million.
 */
@Component
public class EmailCodes {

    private static final Logger log = LoggerFactory.getLogger(EmailCodes.class);

    private static final int CODES = 100_000_000;
    private static final int PROOF_BYTES = 32;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LATER_TODAY = Duration.ofHours(1);

    /** KEYS: code, sends, sends of the day. ARGV: hash, life, most, within, most a day, a day. Answers a wait in ms, or 0. */
    private static final String ISSUE = """
            local day = tonumber(redis.call('get', KEYS[3]) or '0')
            if day >= tonumber(ARGV[5]) then return math.max(1, redis.call('pttl', KEYS[3])) end
            local short = tonumber(redis.call('get', KEYS[2]) or '0')
            if short >= tonumber(ARGV[3]) then return math.max(1, redis.call('pttl', KEYS[2])) end
            if redis.call('incr', KEYS[2]) == 1 then redis.call('pexpire', KEYS[2], ARGV[4]) end
            if redis.call('incr', KEYS[3]) == 1 then redis.call('pexpire', KEYS[3], ARGV[6]) end
            redis.call('del', KEYS[1])
            redis.call('hset', KEYS[1], 'hash', ARGV[1], 'tries', 0)
            redis.call('pexpire', KEYS[1], ARGV[2])
            return 0
            """;

    /** KEYS: code, wrong of the day, proof. ARGV: hash, tries, most wrong, a day, life of the proof. */
    private static final String REDEEM = """
            if tonumber(redis.call('get', KEYS[2]) or '0') >= tonumber(ARGV[3]) then return -1 end
            local hash = redis.call('hget', KEYS[1], 'hash')
            if not hash then return 0 end
            if hash == ARGV[1] then
                redis.call('del', KEYS[1])
                redis.call('set', KEYS[3], '1', 'PX', ARGV[5])
                return 1
            end
            if redis.call('incr', KEYS[2]) == 1 then redis.call('pexpire', KEYS[2], ARGV[4]) end
            if redis.call('hincrby', KEYS[1], 'tries', 1) >= tonumber(ARGV[2]) then redis.call('del', KEYS[1]) end
            return 0
            """;

    private final Redis redis;
    private final KeyedHash hashes;
    private final CodeSettings settings;
    private final SecureRandom random = new SecureRandom();

    EmailCodes(Redis redis, KeyedHash hashes, CodeSettings settings) {
        this.redis = redis;
        this.hashes = hashes;
        this.settings = settings;
    }

    /** A new code for that address; the one before it, for the same purpose, is good no more. */
    public Issue issue(CodePurpose purpose, EmailAddress address) {
        var code = "%08d".formatted(random.nextInt(CODES));
        var names = new Names(hashes.hex("code-address", address.value()));
        try {
            long wait = redis.number(
                    ISSUE,
                    List.of(names.code(purpose), names.sends(), names.sendsOfTheDay()),
                    hash(purpose, address, code),
                    millis(settings.goodFor()),
                    Integer.toString(settings.sends()),
                    millis(settings.sendsWithin()),
                    Integer.toString(settings.sendsPerDay()),
                    millis(DAY));
            return wait == 0 ? new Issued(code, settings.goodFor()) : new TooMany(Duration.ofMillis(wait));
        } catch (AwayException e) {
            return new NotNow();
        }
    }

    /** Exchanges a code for a proof that whoever has it reads that address. */
    public Redemption redeem(CodePurpose purpose, EmailAddress address, String code) {
        var names = new Names(hashes.hex("code-address", address.value()));
        var proof = new byte[PROOF_BYTES];
        random.nextBytes(proof);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(proof);
        try {
            long verdict = redis.number(
                    REDEEM,
                    List.of(names.code(purpose), names.wrong(), names.proof(purpose, proofHash(token))),
                    hash(purpose, address, code),
                    Integer.toString(settings.tries()),
                    Integer.toString(settings.wrongPerDay()),
                    millis(DAY),
                    millis(settings.proofGoodFor()));
            if (verdict == 1) {
                return new Redeemed(token);
            }
            return verdict == 0 ? new Wrong() : new Blocked(LATER_TODAY);
        } catch (AwayException e) {
            return new Away();
        }
    }

    /**
     * Whether that is a proof for this address and purpose, which {@link #spend} has not ended.
     *
     * @throws ErrorResponseException 503 while that cannot be told
     */
    public boolean proves(CodePurpose purpose, EmailAddress address, String token) {
        var names = new Names(hashes.hex("code-address", address.value()));
        try {
            return redis.exists(names.proof(purpose, proofHash(token)));
        } catch (AwayException e) {
            throw CodeProblems.away();
        }
    }

    /**
     * Ends the proof; of several who try, one is told that it did.
     *
     * @throws ErrorResponseException 503 while that cannot be told
     */
    public boolean spend(CodePurpose purpose, EmailAddress address, String token) {
        var names = new Names(hashes.hex("code-address", address.value()));
        try {
            return redis.delete(names.proof(purpose, proofHash(token)));
        } catch (AwayException e) {
            throw CodeProblems.away();
        }
    }

    /** As {@link #spend} where it is too late to refuse anything; what cannot be ended now ends by itself. */
    public void forget(CodePurpose purpose, EmailAddress address, String token) {
        try {
            spend(purpose, address, token);
        } catch (ErrorResponseException away) {
            log.warn("A proof lives on until it expires: {}", away.getBody().getDetail());
        }
    }

    /** Bound to purpose and address: moved to another key, it opens nothing. */
    private String hash(CodePurpose purpose, EmailAddress address, String code) {
        return hashes.hex("code", purpose + "|" + address.value() + "|" + code);
    }

    private String proofHash(String token) {
        return hashes.hex("proof", token);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    /** In braces, so that a cluster keeps all of an address on one node. */
    private record Names(String address) {

        String code(CodePurpose purpose) {
            return prefix() + "code:" + purpose;
        }

        String sends() {
            return prefix() + "sends";
        }

        String sendsOfTheDay() {
            return prefix() + "sends-of-the-day";
        }

        String wrong() {
            return prefix() + "wrong";
        }

        String proof(CodePurpose purpose, String hash) {
            return prefix() + "proof:" + purpose + ":" + hash;
        }

        private String prefix() {
            return "timedeal:{email-code:" + address + "}:";
        }
    }

    /** What came of asking for a code. */
    public sealed interface Issue {}

    /** Its text form tells nothing, so that no log can. */
    public record Issued(String code, Duration goodFor) implements Issue {

        @Override
        public String toString() {
            return "Issued[hidden]";
        }
    }

    /** @param pause until there may be another */
    public record TooMany(Duration pause) implements Issue {}

    /** Redis is away. */
    public record NotNow() implements Issue {}

    /** What came of a code. */
    public sealed interface Redemption {}

    /** Its text form tells nothing, so that no log can. */
    public record Redeemed(String proof) implements Redemption {

        @Override
        public String toString() {
            return "Redeemed[hidden]";
        }
    }

    /** Or too old, or used, or tried too often, or there never was one: nobody outside learns which. */
    public record Wrong() implements Redemption {}

    /** Too many wrong ones, for this address today or from this source. @param pause until there may be another */
    public record Blocked(Duration pause) implements Redemption {}

    /** Redis is away. */
    public record Away() implements Redemption {}
}
