package com.timedeal.servicedefaults.audit;

/**
 * Something that must always hold, and the SQL that shows whether it does.
 *
 * @param id stable, e.g. {@code I1}
 * @param statement the invariant in one sentence
 * @param figures SQL of one row of numbers that an operator wants to see beside it; null for none
 * @param discrepancies SQL that returns a row for each thing that breaks it; no row means that it holds
 * @param onceQuiet true when it holds only after load has stopped and messages have drained
 */
public record Invariant(String id, String statement, String figures, String discrepancies, boolean onceQuiet) {

    public static Invariant always(String id, String statement, String figures, String discrepancies) {
        return new Invariant(id, statement, figures, discrepancies, false);
    }

    public static Invariant onceQuiet(String id, String statement, String figures, String discrepancies) {
        return new Invariant(id, statement, figures, discrepancies, true);
    }
}
