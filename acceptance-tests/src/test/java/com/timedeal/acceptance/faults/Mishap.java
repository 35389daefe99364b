package com.timedeal.acceptance.faults;

import com.timedeal.acceptance.faults.Faults.Server;
import com.timedeal.acceptance.injection.CrashPoint;
import com.timedeal.acceptance.injection.Proxy.Direction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that may happen at any time and last a while. What is killed stays dead until the platform is healed, unless
 * everything would stand still without it.
 */
record Mishap(String name, Deed strike, Deed mend) {

    /** Does something to the platform. */
    interface Deed {
        void to(Faults faults) throws IOException, InterruptedException;
    }

    private static final Deed NOTHING = faults -> {};

    /** The points that shoppers come by all the time. */
    private static final List<CrashPoint> BUSY = List.of(
            CrashPoint.PURCHASE_BEFORE_COMMIT,
            CrashPoint.PURCHASE_AFTER_COMMIT,
            CrashPoint.ORDER_OPENED_BEFORE_COMMIT,
            CrashPoint.ORDER_BEFORE_RESERVE,
            CrashPoint.ORDER_AFTER_RESERVE,
            CrashPoint.ORDER_ACCEPTED_BEFORE_COMMIT,
            CrashPoint.ORDER_ACCEPTED_AFTER_COMMIT,
            CrashPoint.STOCK_RESERVED_BEFORE_COMMIT,
            CrashPoint.STOCK_RESERVED_AFTER_COMMIT,
            CrashPoint.OUTBOX_AFTER_PUBLISH);

    /** All that may be drawn by lot; the order is part of what a seed means. */
    static List<Mishap> all() {
        var all = new ArrayList<Mishap>();
        for (var process :
                List.of("order-service", "product-service", "schedule-service", "gateway-service", "user-service")) {
            var second = process + "-2";
            all.add(new Mishap(
                    second + " is killed", faults -> faults.platform().kill(second), NOTHING));
            all.add(new Mishap(
                    process + " freezes",
                    faults -> faults.platform().pause(process),
                    faults -> faults.platform().resume(process)));
        }
        all.add(new Mishap(
                "discovery-service is killed",
                faults -> faults.platform().kill("discovery-service"),
                faults -> faults.platform().start("discovery-service")));
        database(all);
        helpers(all);
        BUSY.forEach(point -> all.add(new Mishap(
                Faults.victim(point) + " dies at " + point,
                faults -> faults.crashPoints().arm(point),
                faults -> faults.crashPoints().disarm(point))));
        return List.copyOf(all);
    }

    private static void database(List<Mishap> all) {
        all.add(new Mishap(
                "MariaDB is killed",
                faults -> faults.servers().kill("mariadb"),
                faults -> faults.servers().start("mariadb")));
        all.add(new Mishap(
                "MariaDB freezes",
                faults -> faults.servers().pause("mariadb"),
                faults -> faults.servers().resume("mariadb")));
        for (var process : List.of("order-service", "product-service", "schedule-service")) {
            all.add(new Mishap(
                    "MariaDB is out of reach for " + process,
                    faults -> faults.proxy(process, Server.DATABASE).refuse(),
                    faults -> faults.proxy(process, Server.DATABASE).heal()));
            all.add(new Mishap(
                    "answers of MariaDB to " + process + " are lost",
                    faults -> faults.proxy(process, Server.DATABASE).hold(Direction.BACK),
                    faults -> {
                        faults.proxy(process, Server.DATABASE).reset();
                        faults.proxy(process, Server.DATABASE).heal();
                    }));
        }
        all.add(new Mishap(
                "MariaDB is slow",
                faults -> faults.proxies(Server.DATABASE).forEach(proxy -> proxy.delay(Duration.ofMillis(40))),
                faults -> heal(faults, Server.DATABASE)));
        all.add(new Mishap("MariaDB ends all connections", Mishap::killConnections, Mishap::killConnections));
        all.add(new Mishap(
                "MariaDB takes no writes", faults -> execute(faults, "on"), faults -> execute(faults, "off")));
    }

    private static void helpers(List<Mishap> all) {
        all.add(new Mishap(
                "Redis is killed",
                faults -> faults.servers().kill("redis"),
                faults -> faults.servers().start("redis")));
        all.add(new Mishap(
                "Redis is silent",
                faults -> faults.proxies(Server.REDIS).forEach(proxy -> proxy.silence()),
                faults -> heal(faults, Server.REDIS)));
        all.add(new Mishap("the broker is killed", Faults::killBroker, Faults::startBroker));
        all.add(new Mishap(
                "the broker is silent",
                faults -> faults.proxies(Server.BROKER).forEach(proxy -> proxy.silence()),
                faults -> heal(faults, Server.BROKER)));
        all.add(new Mishap(
                "clients lose their connections",
                faults -> faults.doors().forEach(door -> door.reset()),
                faults -> faults.doors().forEach(door -> door.reset())));
    }

    private static void heal(Faults faults, Server server) throws IOException {
        for (var proxy : faults.proxies(server)) {
            proxy.heal();
        }
    }

    /** If the server can be asked: another mishap may have taken it away. */
    private static void killConnections(Faults faults) throws IOException {
        faults.ifDatabaseAnswers(Database::killConnections);
    }

    private static void execute(Faults faults, String readOnly) throws IOException {
        faults.ifDatabaseAnswers(database -> database.execute("set global read_only = " + readOnly));
    }
}
