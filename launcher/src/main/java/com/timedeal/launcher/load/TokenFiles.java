package com.timedeal.launcher.load;

import com.timedeal.launcher.secrets.PrivateFiles;
import com.timedeal.launcher.tokens.Role;
import com.timedeal.launcher.tokens.TokenIssuer;
import com.timedeal.launcher.tokens.UserIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tokens of a load test as files for its plan, there only while it runs. */
final class TokenFiles implements AutoCloseable {

    private final Path buyers;
    private final Path sellers;

    private TokenFiles(Path buyers, Path sellers) {
        this.buyers = buyers;
        this.sellers = sellers;
    }

    /** Writes tokens for that many buyers and for one seller, all of them new. */
    static TokenFiles write(Path folder, int count, TokenIssuer issuer, UserIds ids) throws IOException {
        var files = new TokenFiles(folder.resolve("buyers.csv"), folder.resolve("sellers.csv"));
        // Also when this program is ended in the middle.
        files.buyers.toFile().deleteOnExit();
        files.sellers.toFile().deleteOnExit();
        PrivateFiles.write(files.sellers, csv(1, Role.SELLER, issuer, ids));
        PrivateFiles.write(files.buyers, csv(count, Role.BUYER, issuer, ids));
        return files;
    }

    /** Signing takes about a millisecond, so all cores share it. */
    private static String csv(int count, Role role, TokenIssuer issuer, UserIds ids) {
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> {
                    var userId = ids.next();
                    return userId + "," + issuer.issue(userId, role) + "\n";
                })
                .collect(Collectors.joining("", "userId,accessToken\n", ""));
    }

    Path buyers() {
        return buyers;
    }

    Path sellers() {
        return sellers;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(buyers);
        Files.deleteIfExists(sellers);
    }
}
