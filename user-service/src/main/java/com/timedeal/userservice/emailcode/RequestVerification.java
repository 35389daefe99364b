package com.timedeal.userservice.emailcode;

import com.timedeal.servicedefaults.edge.ClientAddress;
import com.timedeal.userservice.email.EmailAddress;
import com.timedeal.userservice.mailing.Mail;
import com.timedeal.userservice.mailing.SendMail;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Sends a code for signing up. Whether there is an account of that address is not looked at: so nothing about the answer can
 * tell. Whoever has one learns so with the sign-up, having proved that the address is theirs.
 */
@Component
class RequestVerification {

    private final CodesPerSource codes;
    private final SendMail mail;

    RequestVerification(CodesPerSource codes, SendMail mail) {
        this.codes = codes;
        this.mail = mail;
    }

    Result of(EmailAddress address, ClientAddress from) {
        return switch (codes.issue(CodePurpose.SIGN_UP, address, from)) {
            case EmailCodes.Issued issued ->
                mail.later(() -> Optional.of(letter(address, issued))) ? new Sent() : new NotNow();
            case EmailCodes.TooMany tooMany -> new TooMany(tooMany);
            case EmailCodes.NotNow() -> new NotNow();
        };
    }

    private static Mail letter(EmailAddress address, EmailCodes.Issued issued) {
        return new Mail(address, "Your Timedeal code", """
                Your code for signing up is %s.

                It is good for %d minutes, once. Did you not ask for it? Then somebody mistyped an address; nothing happens
                without the code, and you need not do anything.
                """.formatted(
                        issued.code(), Math.max(1, issued.goodFor().toMinutes())));
    }

    sealed interface Result {}

    record Sent() implements Result {}

    record TooMany(EmailCodes.TooMany limit) implements Result {}

    record NotNow() implements Result {}
}
