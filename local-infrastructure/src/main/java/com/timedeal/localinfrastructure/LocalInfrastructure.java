package com.timedeal.localinfrastructure;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Main class of the jar: puts the libraries beside the jar on a class path of their own and hands over to {@link Commands}.
 *
 * <p>The jar's manifest has no {@code Class-Path}, because the same jar is on the test class path of every service, and
 * the broker's libraries must not follow it there.
 */
public final class LocalInfrastructure {

    private LocalInfrastructure() {}

    public static void main(String[] arguments) throws ReflectiveOperationException, IOException, URISyntaxException {
        var classes = Path.of(LocalInfrastructure.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var libraries = classes.resolveSibling("lib");
        if (!Files.isDirectory(libraries)) {
            // Started by an IDE, which has put the libraries on the class path.
            Commands.main(arguments);
            return;
        }
        var loader = new URLClassLoader(
                "infrastructure", classPath(classes, libraries), ClassLoader.getPlatformClassLoader());
        // JDBC drivers are looked up through the context class loader.
        Thread.currentThread().setContextClassLoader(loader);
        try {
            loader.loadClass(Commands.class.getName())
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static URL[] classPath(Path classes, Path libraries) throws IOException {
        List<URI> entries = new ArrayList<>(List.of(classes.toUri()));
        try (var jars = Files.newDirectoryStream(libraries, "*.jar")) {
            jars.forEach(jar -> entries.add(jar.toUri()));
        }
        var urls = new URL[entries.size()];
        for (var i = 0; i < urls.length; i++) {
            urls[i] = entries.get(i).toURL();
        }
        return urls;
    }
}
