package com.timedeal.userservice.guessing;

import com.timedeal.servicedefaults.edge.ClientAddress;
import com.timedeal.userservice.personaldata.KeyedHash;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How much may go wrong from one source: passwords and codes that do not fit, and mails that nobody answers. What goes right
 * is given back, so a source may sign up and sign in as many as it likes. Thread-safe.
 */
@Component
public class SourceLimit {

    private static final int HASH_DIGITS = 16;

    private final Buckets buckets;
    private final KeyedHash hashes;
    private final Rate failures;
    private final Rate mails;

    SourceLimit(Buckets buckets, KeyedHash hashes, GuessingSettings settings) {
        this.buckets = buckets;
        this.hashes = hashes;
        this.failures = settings.source().rate();
        this.mails = settings.mails().rate();
    }

    /**
     * Takes a try, before password or code are looked at.
     *
     * @return how long to wait when there is none left
     */
    public Optional<Duration> take(ClientAddress from) {
        return buckets.take(failuresOf(from), failures);
    }

    /** It was right, or was not looked at. */
    public void giveBack(ClientAddress from) {
        buckets.giveBack(failuresOf(from), failures);
    }

    /**
     * Takes a mail, before it is written.
     *
     * @return how long to wait when there is none left
     */
    public Optional<Duration> takeMail(ClientAddress from) {
        return buckets.take(mailsOf(from), mails);
    }

    /** Its code was used, or it was not written. */
    public void giveBackMail(ClientAddress from) {
        buckets.giveBack(mailsOf(from), mails);
    }

    private String failuresOf(ClientAddress from) {
        return "timedeal:{source:" + hash(from) + "}:failures";
    }

    private String mailsOf(ClientAddress from) {
        return "timedeal:{source:" + hash(from) + "}:mails";
    }

    /** An address is personal data too. Part of the hash will do: two that are alike would share their tries. */
    String hash(ClientAddress from) {
        return hashes.hex("source", from.network()).substring(0, HASH_DIGITS);
    }
}
