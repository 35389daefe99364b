package com.timedeal.launcher.audit;

/** What came of looking at an invariant. */
public enum Verdict {
    OK,
    BROKEN,
    /** It cannot be judged while a deal is open. */
    LATER
}
