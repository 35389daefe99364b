package com.timedeal.orderservice.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * The signature of a callback: {@code t=<unix seconds>,v1=<hex>}, the latter an HMAC-SHA256 over {@code t}, a full stop and
 * the body. The time is signed too, so that a callback cannot be replayed later. Thread-safe.
 */
@Component
public class CallbackSignature {

    public static final String HEADER = "Timedeal-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM = Pattern.compile("t=([0-9]{1,12}),v1=([0-9a-f]{64})");

    private final byte[] secret;
    private final Duration maxAge;
    private final Clock clock;

    CallbackSignature(ProviderSettings settings, Clock clock) {
        this.secret = settings.callbackSecret().getBytes(StandardCharsets.UTF_8);
        this.maxAge = settings.callbackMaxAge();
        this.clock = clock;
    }

    /** The value of the header for a body that is sent now. */
    public String sign(byte[] body) {
        var at = Long.toString(clock.instant().getEpochSecond());
        return "t=" + at + ",v1=" + HexFormat.of().formatHex(mac(at, body));
    }

    /** Whether the body was signed with our secret, not long ago. @param header null when there was none */
    public boolean isGenuine(String header, byte[] body) {
        var parts = FORM.matcher(header == null ? "" : header);
        if (!parts.matches()) {
            return false;
        }
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(parts.group(1))), clock.instant());
        // Constant time: how far a guess was right must not be told by how long the answer takes.
        var same = MessageDigest.isEqual(HexFormat.of().parseHex(parts.group(2)), mac(parts.group(1), body));
        return same && age.abs().compareTo(maxAge) <= 0;
    }

    private byte[] mac(String at, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update((at + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
