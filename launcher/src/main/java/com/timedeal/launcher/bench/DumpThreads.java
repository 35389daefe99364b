package com.timedeal.launcher.bench;

import com.timedeal.launcher.platform.Platform;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Writes down what the threads of the services are doing, the virtual ones too, for whoever wants to know why no answer came. */
final class DumpThreads {

    private static final int PATIENCE_SECONDS = 10;

    private DumpThreads() {}

    /** One file for each process; none for those that do not answer. @param folder exists */
    static void of(Platform platform, Path folder) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        for (var member : platform.running()) {
            var pid = platform.pid(member.name());
            if (pid.isPresent()) {
                var file = folder.resolve("threads-" + member.name() + ".txt");
                var dump = new ProcessBuilder(
                                jcmd,
                                Long.toString(pid.getAsLong()),
                                "Thread.dump_to_file",
                                "-overwrite",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD)
                        .start();
                if (!dump.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    dump.destroy();
                }
            }
        }
    }
}
