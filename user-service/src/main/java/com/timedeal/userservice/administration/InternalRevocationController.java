package com.timedeal.userservice.administration;

import com.timedeal.servicedefaults.identity.RequiresScope;
import com.timedeal.servicedefaults.problem.Problems;
import com.timedeal.servicedefaults.revocation.Revocation;
import com.timedeal.servicedefaults.revocation.RevocationFeed;
import java.time.Duration;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For the services that sell, every two seconds. */
@RestController
class InternalRevocationController {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final RevocationFeed feed;

    InternalRevocationController(RevocationFeed feed) {
        this.feed = feed;
    }

    /** @param within ISO-8601, of the last hour at most */
    @GetMapping("/internal/revocations")
    @RequiresScope("revocations.read")
    Revocations within(@RequestParam Duration within) {
        if (within.isNegative()) {
            throw Problems.badRequest("INVALID_REQUEST", "within must not be negative.");
        }
        return new Revocations(feed.within(within.compareTo(LONGEST) < 0 ? within : LONGEST));
    }

    record Revocations(List<Revocation> revocations) {}
}
