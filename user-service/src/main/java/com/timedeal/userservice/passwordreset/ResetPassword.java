package com.timedeal.userservice.passwordreset;

import com.timedeal.servicedefaults.edge.ClientAddress;
import com.timedeal.userservice.account.ChangePassword;
import com.timedeal.userservice.email.EmailAddress;
import com.timedeal.userservice.emailcode.CodeProblems;
import com.timedeal.userservice.emailcode.CodePurpose;
import com.timedeal.userservice.emailcode.CodesPerSource;
import com.timedeal.userservice.emailcode.EmailCodes;
import com.timedeal.userservice.mailing.Mail;
import com.timedeal.userservice.mailing.SendMail;
import com.timedeal.userservice.password.Password;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Sends a code and takes it. A code is made for addresses of nobody too, so that all of it costs the same; only the mail, which
 * nobody waits for, is not sent then.
 */
@Component
class ResetPassword {

    private final CodesPerSource codes;
    private final ChangePassword changePassword;
    private final SendMail mail;

    ResetPassword(CodesPerSource codes, ChangePassword changePassword, SendMail mail) {
        this.codes = codes;
        this.changePassword = changePassword;
        this.mail = mail;
    }

    Result request(EmailAddress address, ClientAddress from) {
        return switch (codes.issue(CodePurpose.PASSWORD_RESET, address, from)) {
            case EmailCodes.Issued issued ->
                mail.later(() -> Optional.of(address)
                                .filter(changePassword::isKnown)
                                .map(known -> letter(known, issued)))
                        ? new Sent()
                        : new NotNow();
            case EmailCodes.TooMany(var pause) -> new TooMany(pause);
            case EmailCodes.NotNow() -> new NotNow();
        };
    }

    ChangePassword.Result with(EmailAddress address, String code, Password wanted, ClientAddress from) {
        // Hashed before the code is looked at: a wrong one costs as much as a right one, and guessing is not cheap.
        return changePassword.of(address, wanted, from, () -> redeem(address, code, from));
    }

    private boolean redeem(EmailAddress address, String code, ClientAddress from) {
        return switch (codes.redeem(CodePurpose.PASSWORD_RESET, address, code, from)) {
            case EmailCodes.Redeemed(var proof) -> codes.spend(CodePurpose.PASSWORD_RESET, address, proof);
            case EmailCodes.Wrong() -> false;
            case EmailCodes.Blocked(var pause) -> throw CodeProblems.blocked(pause);
            case EmailCodes.Away() -> throw CodeProblems.away();
        };
    }

    private static Mail letter(EmailAddress address, EmailCodes.Issued issued) {
        return new Mail(address, "Your Timedeal code for a new password", """
                Your code for setting another password is %s.

                It is good for %d minutes, once. Did you not ask for it? Then nobody has changed anything, and nobody can
                without this code: do not tell it to anybody.
                """.formatted(
                        issued.code(), Math.max(1, issued.goodFor().toMinutes())));
    }

    sealed interface Result {}

    /** If there is such an account. */
    record Sent() implements Result {}

    record TooMany(Duration pause) implements Result {}

    record NotNow() implements Result {}
}
