package com.timedeal.servicedefaults.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs a unit of work in one transaction, redoes it when the database asks for that, and tells "not done" from "unknown".
 *
 * <p>The unit must be safe to run again from its beginning. It never runs inside another transaction: a deadlock rolls
 * back everything, so only the outermost unit may be redone.
 */
public class Transactions {

    private static final Logger log = LoggerFactory.getLogger(Transactions.class);

    private static final int ATTEMPTS = 4;
    private static final Duration BACK_OFF = Duration.ofMillis(10);

    /** After this, whoever asked is better told to come back: a request has 2.5 s, one lock wait takes up to 1 s. */
    private static final Duration PATIENCE = Duration.ofMillis(1_200);

    /** 1020 record has changed since last read, 1205 lock wait timeout, 1213 deadlock: MariaDB's "start over". */
    private static final Set<Integer> START_OVER = Set.of(1020, 1205, 1213);

    private final PlatformTransactionManager transactionManager;

    private final ThreadLocal<List<Runnable>> afterwards = new ThreadLocal<>();

    Transactions(PlatformTransactionManager transactionManager) {
        this.transactionManager = transactionManager;
    }

    public void run(Runnable unit) {
        call(() -> {
            unit.run();
            return null;
        });
    }

    /**
     * @return what the unit returned, after its commit
     * @throws TransientDataAccessException when the database asked to start over too often; nothing was done
     * @throws CommitOutcomeUnknownException when the commit itself failed; anything else thrown means "rolled back"
     */
    public <T> T call(Supplier<T> unit) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A unit of work never runs inside another one");
        }
        var start = System.nanoTime();
        for (var attempt = 1; ; attempt++) {
            try {
                return once(unit);
            } catch (RuntimeException e) {
                if (!asksToStartOver(e)) {
                    throw e;
                }
                if (attempt == ATTEMPTS || System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw givenUp(e);
                }
                backOff(attempt);
            }
        }
    }

    /**
     * Notes what follows the running unit's commit, on its thread, before {@link #call} returns.
     *
     * <p>It runs also when the outcome of the commit is unknown, and not when the unit was rolled back. The connection is back
     * in its pool by then, so a remote call keeps nobody waiting for the database. What it throws is logged and goes no further.
     *
     * @throws IllegalStateException outside a unit of work
     */
    public void afterwards(Runnable action) {
        var actions = afterwards.get();
        if (actions == null) {
            throw new IllegalStateException("Only a unit of work has an afterwards");
        }
        actions.add(action);
    }

    private <T> T once(Supplier<T> unit) {
        var actions = new ArrayList<Runnable>(2);
        afterwards.set(actions);
        try {
            return once(unit, actions);
        } finally {
            afterwards.remove();
        }
    }

    private <T> T once(Supplier<T> unit, List<Runnable> actions) {
        var definition = new DefaultTransactionDefinition();
        var transaction = transactionManager.getTransaction(definition);
        T result;
        try {
            result = unit.get();
            // JPA would write at commit, where a refused row could not be told from a lost connection.
            transaction.flush();
        } catch (RuntimeException | Error e) {
            rollBack(transaction, e);
            throw e;
        }
        try {
            transactionManager.commit(transaction);
        } catch (RuntimeException e) {
            if (asksToStartOver(e)) {
                throw e;
            }
            runAll(actions);
            throw new CommitOutcomeUnknownException(e);
        }
        runAll(actions);
        return result;
    }

    private static void runAll(List<Runnable> actions) {
        for (var action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                // The unit is done; its caller must not be told otherwise.
                log.error("What was to follow a commit failed", e);
            }
        }
    }

    private void rollBack(org.springframework.transaction.TransactionStatus transaction, Throwable cause) {
        try {
            transactionManager.rollback(transaction);
        } catch (RuntimeException e) {
            // The connection is gone, and with it the transaction; the first failure is the one worth telling.
            cause.addSuppressed(e);
        }
    }

    private static boolean asksToStartOver(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && START_OVER.contains(sql.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    /** Spring knows nothing of the codes: a lock wait that timed out comes as an error of no category, for all to see as a bug. */
    private static RuntimeException givenUp(RuntimeException e) {
        return e instanceof TransientDataAccessException
                ? e
                : new CannotAcquireLockException("Given up: the database kept asking to start over", e);
    }

    private static void backOff(int attempt) {
        var limit = BACK_OFF.toNanos() * attempt;
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(limit / 2, limit));
    }
}
