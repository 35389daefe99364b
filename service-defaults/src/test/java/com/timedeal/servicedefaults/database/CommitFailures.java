package com.timedeal.servicedefaults.database;

import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** A transaction manager that can lose the answer to a commit that took place. */
public final class CommitFailures extends JdbcTransactionManager {

    private volatile String thread;

    public CommitFailures(DataSource dataSource) {
        super(dataSource);
    }

    /** The next commit of the thread of this name takes place, but reports a lost connection. */
    public void loseNextAnswerOf(String threadName) {
        thread = threadName;
    }

    public boolean pending() {
        return thread != null;
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        super.doCommit(status);
        if (Thread.currentThread().getName().equals(thread)) {
            thread = null;
            throw new TransactionSystemException("The connection was lost");
        }
    }
}
