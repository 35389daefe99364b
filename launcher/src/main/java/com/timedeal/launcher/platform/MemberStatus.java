package com.timedeal.launcher.platform;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How one member is now.
 *
 * @param pid absent if it does not run
 * @param memory in bytes, with the processes it started; absent if unknown
 * @param ready whether it says of itself that it is
 * @param registered whether the registry lists this instance as up; false for those that never register
 * @param current whether it runs what is built now, not an older build
 */
public record MemberStatus(
        Member member,
        int port,
        OptionalLong pid,
        Optional<Instant> since,
        OptionalLong memory,
        boolean ready,
        boolean registered,
        boolean current) {

    public boolean isUp() {
        return pid.isPresent() && ready && (registered || !member.program().registers());
    }
}
