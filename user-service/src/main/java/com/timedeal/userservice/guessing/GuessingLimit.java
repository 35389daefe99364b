package com.timedeal.userservice.guessing;

import com.timedeal.servicedefaults.edge.ClientAddress;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tries per account, known or not, on top of those per source: with the defaults at most twenty wrong passwords in any hour
 * from all those sources together that never had it right. A source that had it right lately has tries of its own, so that
 * strangers who guess keep nobody out. Thread-safe.
 *
 * <p>Source of the rule: OWASP, "Slow Down Online Guessing Attacks with Device Cookies"; with the network in place of a cookie.
 */
@Component
public class GuessingLimit {

    private final Buckets buckets;
    private final SourceLimit sources;
    private final Rate rate;
    private final Duration knownFor;

    GuessingLimit(Buckets buckets, SourceLimit sources, GuessingSettings settings) {
        this.buckets = buckets;
        this.sources = sources;
        this.rate = settings.account().rate();
        this.knownFor = settings.knownFor();
    }

    /**
     * Takes a try, before the password is looked at.
     *
     * @param account a hash that tells nothing
     * @return how long to wait when there is none left, for the account or for the source
     */
    public Optional<Duration> take(String account, ClientAddress from) {
        var pause = sources.take(from);
        if (pause.isPresent()) {
            // The account's tries are not used up by somebody who gets no further.
            return pause;
        }
        var none = buckets.take(bucket(account, from), rate);
        if (none.isPresent()) {
            sources.giveBack(from);
        }
        return none;
    }

    /** Takes a try for what cannot be an account. */
    public Optional<Duration> take(ClientAddress from) {
        return sources.take(from);
    }

    /** The password was right: this was no guess. */
    public void giveBack(String account, ClientAddress from) {
        sources.giveBack(from);
        buckets.giveBack(bucket(account, from), rate);
        buckets.mark(known(account, from), knownFor);
    }

    /** After a new password. */
    public void forget(String account, ClientAddress from) {
        buckets.fill(common(account));
        buckets.fill(ofSource(account, from));
    }

    private String bucket(String account, ClientAddress from) {
        return buckets.isMarked(known(account, from)) ? ofSource(account, from) : common(account);
    }

    private static String common(String account) {
        return "timedeal:{guessing:" + account + "}";
    }

    private String ofSource(String account, ClientAddress from) {
        return common(account) + ":from:" + sources.hash(from);
    }

    private String known(String account, ClientAddress from) {
        return common(account) + ":known:" + sources.hash(from);
    }
}
