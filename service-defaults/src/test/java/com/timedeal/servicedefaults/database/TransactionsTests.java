package com.timedeal.servicedefaults.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.SimpleTransactionStatus;

class TransactionsTests {

    private final Recorder recorder = new Recorder();
    private final Transactions transactions = new Transactions(recorder);
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void returnsWhatTheUnitReturnedAfterItsCommit() {
        assertThat(transactions.<Integer>call(runs::incrementAndGet)).isEqualTo(1);
        assertThat(recorder.log).containsExactly("begin", "commit");
    }

    @ParameterizedTest
    @ValueSource(ints = {1020, 1205, 1213})
    void redoesTheWholeUnitWhenTheDatabaseAsksForIt(int code) {
        var result = transactions.call(() -> {
            if (runs.incrementAndGet() < 3) {
                throw sql(code);
            }
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(recorder.log).containsExactly("begin", "rollback", "begin", "rollback", "begin", "commit");
    }

    @Test
    void givesUpAfterFourAttemptsAndSaysThatThisMayPass() {
        var busy = sql(1205);
        assertThatExceptionOfType(TransientDataAccessException.class)
                .isThrownBy(() -> transactions.run(() -> {
                    runs.incrementAndGet();
                    throw busy;
                }))
                .withCause(busy);

        assertThat(runs).hasValue(4);
        assertThat(recorder.log).filteredOn("rollback"::equals).hasSize(4);
    }

    @Test
    void doesNotRedoWhatFailedForAnotherReason() {
        assertThatExceptionOfType(UncategorizedSQLException.class)
                .isThrownBy(() -> transactions.run(() -> {
                    runs.incrementAndGet();
                    throw sql(1062);
                }));

        assertThat(runs).hasValue(1);
    }

    @Test
    void rollsBackOnErrorsToo() {
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> transactions.run(() -> {
                    throw new StackOverflowError();
                }));

        assertThat(recorder.log).containsExactly("begin", "rollback");
    }

    @Test
    void saysThatTheOutcomeOfAFailedCommitIsUnknownAndDoesNotRedoIt() {
        var lost = new TransactionSystemException("connection lost");
        recorder.failCommit = lost;

        assertThatExceptionOfType(CommitOutcomeUnknownException.class)
                .isThrownBy(() -> transactions.run(runs::incrementAndGet))
                .withCause(lost);

        assertThat(runs).hasValue(1);
    }

    @Test
    void redoesACommitThatTheDatabaseItselfTurnedDown() {
        recorder.failCommit = new TransactionSystemException("deadlock", sql(1213));

        transactions.run(runs::incrementAndGet);

        assertThat(runs).hasValue(2);
    }

    @Test
    void tellsTheFirstFailureWhenRollingBackFailsToo() {
        recorder.failRollback = new TransactionSystemException("connection lost");

        assertThatIllegalStateException()
                .isThrownBy(() -> transactions.run(() -> {
                    throw new IllegalStateException("first");
                }))
                .withMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(recorder.failRollback));
    }

    @Test
    void runsWhatFollowsOnlyAfterTheCommitAndOnceThoughTheUnitWasRedone() {
        transactions.run(() -> {
            transactions.afterwards(() -> recorder.log.add("afterwards"));
            if (runs.incrementAndGet() < 2) {
                throw sql(1213);
            }
        });

        assertThat(recorder.log).containsExactly("begin", "rollback", "begin", "commit", "afterwards");
    }

    @Test
    void runsNothingAfterARollback() {
        assertThatIllegalStateException()
                .isThrownBy(() -> transactions.run(() -> {
                    transactions.afterwards(() -> recorder.log.add("afterwards"));
                    throw new IllegalStateException();
                }));

        assertThat(recorder.log).containsExactly("begin", "rollback");
    }

    @Test
    void runsWhatFollowsThoughTheOutcomeOfTheCommitIsUnknown() {
        recorder.failCommit = new TransactionSystemException("connection lost");

        assertThatExceptionOfType(CommitOutcomeUnknownException.class)
                .isThrownBy(
                        () -> transactions.run(() -> transactions.afterwards(() -> recorder.log.add("afterwards"))));

        assertThat(recorder.log).containsExactly("begin", "commit", "afterwards");
    }

    @Test
    void whatFollowsCannotMakeADoneUnitLookFailed() {
        var result = transactions.call(() -> {
            transactions.afterwards(() -> {
                throw sql(1213);
            });
            transactions.afterwards(() -> recorder.log.add("afterwards"));
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(recorder.log).containsExactly("begin", "commit", "afterwards");
    }

    @Test
    void nothingFollowsOutsideAUnit() {
        assertThatIllegalStateException().isThrownBy(() -> transactions.afterwards(() -> {}));
        transactions.run(() -> {});
        assertThatIllegalStateException().isThrownBy(() -> transactions.afterwards(() -> {}));
    }

    private static UncategorizedSQLException sql(int code) {
        return new UncategorizedSQLException("test", null, new SQLException("test", "HY000", code));
    }

    private static class Recorder implements PlatformTransactionManager {

        private final List<String> log = new ArrayList<>();
        private RuntimeException failCommit;
        private RuntimeException failRollback;

        @Override
        public TransactionStatus getTransaction(TransactionDefinition definition) {
            log.add("begin");
            return new SimpleTransactionStatus();
        }

        @Override
        public void commit(TransactionStatus status) {
            log.add("commit");
            if (failCommit != null) {
                var failure = failCommit;
                failCommit = null;
                throw failure;
            }
        }

        @Override
        public void rollback(TransactionStatus status) {
            log.add("rollback");
            if (failRollback != null) {
                throw failRollback;
            }
        }
    }
}
