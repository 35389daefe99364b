package com.timedeal.userservice.mailing;

import com.timedeal.userservice.email.EmailAddress;

/** A mail to one person. Its text form tells nothing, so that no log can. */
public record Mail(EmailAddress to, String subject, String text) {

    @Override
    public String toString() {
        return "Mail[hidden]";
    }
}
