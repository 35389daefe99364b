package com.timedeal.localinfrastructure;

import com.timedeal.localinfrastructure.inspection.InspectServers;
import com.timedeal.localinfrastructure.schema.DatabaseAddress;
import com.timedeal.localinfrastructure.schema.ProvisionSchemas;
import com.timedeal.localinfrastructure.schema.ServiceAccount;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The command line: {@code up} runs the servers, {@code provision} prepares servers that run elsewhere. */
public final class Commands {

    private static final String USAGE = """
            Usage:
              up [--home FOLDER] [--servers FOLDER] [--fresh] [--until-stdin-closes]
                    runs MariaDB, Redis and the broker until SIGTERM; data is kept in FOLDER/infrastructure
              mailbox --folder FOLDER [--until-stdin-closes]
                    runs the mailbox alone, beside servers that run elsewhere
              provision [--fresh] [SERVICE...]
                    makes schemas and accounts on the server at TIMEDEAL_DB_HOST and TIMEDEAL_DB_PORT
              inspect [database] [redis] [broker]
                    says what these servers are like and whether the platform can use them: OK, WARNING or PROBLEM, one line each
            """;

    private Commands() {}

    public static void main(String[] arguments) {
        try {
            switch (Arguments.parse(List.of(arguments), System.getenv())) {
                case Arguments.Help() -> System.out.print(USAGE);
                case Arguments.Wrong(var reason) -> {
                    System.err.println(reason);
                    System.err.print(USAGE);
                    System.exit(2);
                }
                case Arguments.Up up -> new Up(up, Settings.from(System.getenv())).run();
                case Arguments.TakeMail mailbox -> new MailboxAlone(mailbox, Settings.smtpPort(System.getenv())).run();
                case Arguments.Provision provision -> provision(provision, System.getenv());
                case Arguments.Inspect inspect -> inspect(inspect, System.getenv());
            }
        } catch (CannotStart reason) {
            System.err.println(reason.getMessage());
            System.exit(1);
        }
    }

    private static void provision(Arguments.Provision arguments, Map<String, String> environment) {
        // The driver would log what is said below.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        try {
            var address = DatabaseAddress.from(environment);
            var accounts = ServiceAccount.from(environment, arguments.services());
            new ProvisionSchemas(address).run(accounts, arguments.fresh());
            accounts.forEach(
                    account -> System.out.println("schema " + account.schema() + " and its accounts are ready"));
        } catch (IllegalArgumentException wrongSetting) {
            throw new CannotStart(wrongSetting.getMessage(), wrongSetting);
        } catch (SQLException refused) {
            throw new CannotStart(
                    "Cannot prepare MariaDB: %s. Check TIMEDEAL_DB_HOST, TIMEDEAL_DB_PORT, TIMEDEAL_DB_ADMIN_USER and TIMEDEAL_DB_ADMIN_PASSWORD."
                            .formatted(refused.getMessage()),
                    refused);
        }
    }

    private static void inspect(Arguments.Inspect arguments, Map<String, String> environment) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        new InspectServers(environment).run(arguments.servers()).forEach(System.out::println);
    }
}
