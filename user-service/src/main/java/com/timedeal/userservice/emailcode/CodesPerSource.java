package com.timedeal.userservice.emailcode;

import com.timedeal.servicedefaults.edge.ClientAddress;
import com.timedeal.userservice.email.EmailAddress;
import com.timedeal.userservice.guessing.SourceLimit;
import org.springframework.stereotype.Component;

/**
 * Codes as somebody asks for them from outside: besides the limits of {@link EmailCodes} per address, a source that has mail
 * sent to strangers, or tries codes of many, is slowed down. Thread-safe.
 */
@Component
public class CodesPerSource {

    private final EmailCodes codes;
    private final SourceLimit sources;

    CodesPerSource(EmailCodes codes, SourceLimit sources) {
        this.codes = codes;
        this.sources = sources;
    }

    /** As {@link EmailCodes#issue}. */
    public EmailCodes.Issue issue(CodePurpose purpose, EmailAddress address, ClientAddress from) {
        var pause = sources.takeMail(from);
        if (pause.isPresent()) {
            return new EmailCodes.TooMany(pause.get());
        }
        var issue = codes.issue(purpose, address);
        switch (issue) {
            case EmailCodes.Issued issued -> {}
            case EmailCodes.TooMany none -> sources.giveBackMail(from);
            case EmailCodes.NotNow() -> sources.giveBackMail(from);
        }
        return issue;
    }

    /** As {@link EmailCodes#redeem}. */
    public EmailCodes.Redemption redeem(CodePurpose purpose, EmailAddress address, String code, ClientAddress from) {
        var pause = sources.take(from);
        if (pause.isPresent()) {
            return new EmailCodes.Blocked(pause.get());
        }
        var redemption = codes.redeem(purpose, address, code);
        switch (redemption) {
            case EmailCodes.Redeemed redeemed -> {
                sources.giveBack(from);
                sources.giveBackMail(from);
            }
            case EmailCodes.Wrong() -> {}
            case EmailCodes.Blocked blocked -> sources.giveBack(from);
            case EmailCodes.Away() -> sources.giveBack(from);
        }
        return redemption;
    }

    /** As {@link EmailCodes#spend}. */
    public boolean spend(CodePurpose purpose, EmailAddress address, String token) {
        return codes.spend(purpose, address, token);
    }
}
