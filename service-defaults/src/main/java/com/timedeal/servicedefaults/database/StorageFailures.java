package com.timedeal.servicedefaults.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells a database that is away, full or read-only from work that is wrong: only the former is worth another try. */
public final class StorageFailures {

    /**
     * Errors that Spring has no category for: 1020, 1205, 1213 start over; 1021 disk full; 1114 table full; 1040 too many
     * connections; 1053 shutting down; 1290 and 1836 read-only; 1927 connection killed; 1969 statement took too long.
     */
    private static final Set<Integer> AWAY = Set.of(1020, 1021, 1040, 1053, 1114, 1205, 1213, 1290, 1836, 1927, 1969);

    private StorageFailures() {}

    /** @return whether the same work may succeed later; false also for what has nothing to do with a database */
    public static boolean isAway(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof NonTransientDataAccessResourceException
                    || cause instanceof TransactionException
                    || cause instanceof CommitOutcomeUnknownException
                    || cause instanceof SQLException sql && isAway(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(SQLException e) {
        return e instanceof SQLTransientException
                || e instanceof SQLRecoverableException
                || e instanceof SQLNonTransientConnectionException
                || AWAY.contains(e.getErrorCode())
                // The pool's own words for a connection that it found broken and closed; they come without any code.
                || "Connection is closed".equals(e.getMessage());
    }
}
