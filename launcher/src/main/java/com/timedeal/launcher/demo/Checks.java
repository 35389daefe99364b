package com.timedeal.launcher.demo;

import com.timedeal.launcher.audit.Finding;
import com.timedeal.launcher.audit.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the demo itself has found out, from outside, in the form in which services report their invariants. */
final class Checks {

    private static final int SHOWN = 20;

    private final List<Finding> findings = new ArrayList<>();
    private final String source;
    private final String letter;

    /** @param source who has found out @param letter what their ids begin with */
    Checks(String source, String letter) {
        this.source = source;
        this.letter = letter;
    }

    /** @param figures the numbers it was decided by */
    void hold(boolean holds, String statement, Map<String, Object> figures) {
        add(holds, statement, figures, List.of());
    }

    /** Holds if there are no misfits. */
    void none(Collection<String> misfits, String statement, Map<String, Object> figures) {
        add(misfits.isEmpty(), statement, figures, misfits);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private void add(boolean holds, String statement, Map<String, Object> figures, Collection<String> misfits) {
        findings.add(new Finding(
                letter + (findings.size() + 1),
                source,
                statement,
                holds ? Verdict.OK : Verdict.BROKEN,
                false,
                figures,
                misfits.stream()
                        .limit(SHOWN)
                        .map(misfit -> Map.<String, Object>of("seen", misfit))
                        .toList(),
                misfits.size()));
    }

    /** Sentences about what should not have happened, from many threads. */
    static final class Misfits {

        private final ConcurrentLinkedQueue<String> sentences = new ConcurrentLinkedQueue<>();

        void unless(boolean fits, String sentence) {
            if (!fits) {
                sentences.add(sentence);
            }
        }

        int count() {
            return sentences.size();
        }

        List<String> sentences() {
            return List.copyOf(sentences);
        }
    }
}
