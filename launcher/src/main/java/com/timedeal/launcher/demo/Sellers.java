package com.timedeal.launcher.demo;

import com.timedeal.launcher.mail.AwaitCode;
import com.timedeal.launcher.mail.Mailbox;
import com.timedeal.launcher.platform.PlatformSettings;
import com.timedeal.launcher.tokens.Role;
import com.timedeal.launcher.tokens.TokenIssuer;
import com.timedeal.launcher.tokens.UserIds;

/** Where the demo's sellers come from: through the front door, wherever the mail with the code can be read. */
@FunctionalInterface
interface Sellers {

    /** @return an access token of somebody new */
    String next(Gateway gateway) throws InterruptedException;

    /** They sign up with a code from their mail. */
    static Sellers signingUp(AwaitCode codes) {
        return gateway -> new OpenAccount(gateway, codes).seller().accessToken();
    }

    /** They have no account, only a token signed with this installation's key. */
    static Sellers withTokens(TokenIssuer tokens, UserIds ids) {
        return gateway -> tokens.issue(ids.next(), Role.SELLER);
    }

    static Sellers of(PlatformSettings settings, TokenIssuer tokens, UserIds ids) {
        return settings.canReadMail() ? signingUp(new AwaitCode(Mailbox.of(settings))) : withTokens(tokens, ids);
    }
}
