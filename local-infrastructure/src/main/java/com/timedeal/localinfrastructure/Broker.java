package com.timedeal.localinfrastructure;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.util.urlstreamhandler.classpath.Handler;

/**
 * Qpid Broker-J in this process: AMQP 0-9-1 on loopback, with queues and messages in Derby.
 *
 * <p>Derby writes a message to disk before the broker confirms it. Users, their rights and ports are set anew at every start;
 * exchanges, queues, bindings and persistent messages are kept.
 */
final class Broker implements Server {

    // The broker resolves ${qpid.work_dir} when it reads it. Doubled, the inner one is stored as it is: a resolved path
    // would make a home that was moved or copied go on using the messages of the old one.
    private static final String CONFIGURATION = """
            {
              "name": "timedeal",
              "modelVersion": "9.1",
              "authenticationproviders": [{
                "name": "passwords",
                "type": "Plain",
                "secureOnlyMechanisms": [],
                "users": [%s]
              }],
              "accesscontrolproviders": [{
                "name": "rights",
                "type": "AclFile",
                "path": "${qpid.work_dir}/rights.acl"
              }],
              "ports": [{
                "name": "amqp",
                "port": %d,
                "bindingAddress": "127.0.0.1",
                "protocols": ["AMQP_0_9_1"],
                "authenticationProvider": "passwords",
                "virtualhostaliases": [{"name": "byName", "type": "nameAlias"}]
              }],
              "virtualhostnodes": [{
                "name": "%s",
                "type": "DERBY",
                "storePath": "${qpid.work_dir}/definitions",
                "virtualHostInitialConfiguration":
                  "{\\"type\\": \\"DERBY\\", \\"storePath\\": \\"$${qpid.work_dir}/messages\\"}"
              }]
            }
            """;

    static {
        // The broker registers its "classpath:" addresses for the system class loader, on which it is not.
        URL.setURLStreamHandlerFactory(protocol -> protocol.equals("classpath") ? new Handler() : null);
    }

    private final Home home;
    private final Settings settings;
    private final int port;
    private SystemLauncher broker;

    Broker(Home home, Settings settings, int port) {
        this.home = home;
        this.settings = settings;
        this.port = port;
    }

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public synchronized void start() throws IOException {
        if (broker != null) {
            return;
        }
        var folder = Files.createDirectories(home.data("broker"));
        var rights = Home.writePrivately(folder.resolve("rights.acl"), BrokerRights.rules());
        var configuration = Home.writePrivately(
                folder.resolve("configuration.json"), CONFIGURATION.formatted(users(), port, Settings.AMQP_USER));
        try {
            nameFolders(folder);
            broker = launch(configuration);
        } finally {
            Files.delete(configuration);
            Files.delete(rights);
        }
        if (!answers()) {
            stop();
            throw new CannotStart("The broker did not start; see " + home.log("broker") + ".");
        }
    }

    /** The installation's own account, and those of the services that have one. */
    private String users() {
        var users = new ArrayList<>(List.of(user(Settings.AMQP_USER, settings.amqpPassword())));
        settings.serviceAmqpPasswords()
                .forEach((service, password) -> users.add(user(BrokerRights.account(service), password)));
        return String.join(", ", users);
    }

    private static String user(String name, String password) {
        return "{\"name\": \"%s\", \"type\": \"managed\", \"password\": \"%s\"}".formatted(name, password);
    }

    private void nameFolders(Path folder) {
        System.setProperty("qpid.work_dir", folder.toString());
        System.setProperty("derby.system.home", folder.toString());
        System.setProperty("derby.stream.error.file", home.log("derby").toString());
    }

    private SystemLauncher launch(Path configuration) {
        var launcher = new SystemLauncher();
        try {
            launcher.startup(Map.of(
                    "type",
                    "Memory",
                    "initialConfigurationLocation",
                    configuration.toUri().toString(),
                    "startupLoggedToSystemOut",
                    false));
            return launcher;
        } catch (Exception failed) { // startup declares no narrower one
            launcher.shutdown();
            throw new CannotStart(
                    "The broker did not start (%s); see %s.".formatted(failed.getMessage(), home.log("broker")),
                    failed);
        }
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
            return true;
        } catch (IOException noListener) {
            return false;
        }
    }

    @Override
    public synchronized void stop() {
        if (broker != null) {
            broker.shutdown();
            broker = null;
        }
    }

    @Override
    public void kill() {
        throw new UnsupportedOperationException("the broker runs inside the infrastructure process");
    }

    @Override
    public void pause() {
        throw new UnsupportedOperationException("the broker runs inside the infrastructure process");
    }

    @Override
    public void resume() {
        throw new UnsupportedOperationException("the broker runs inside the infrastructure process");
    }
}
