package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub exceptions ...}: what cannot go on of itself. */
@Command(
        name = "exceptions",
        mixinStandardHelpOptions = true,
        description = "Exception cases: lists and shows them, has them tried again, closes them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ExceptionsCommand.ListCases.class,
            ShowCaseCommand.class,
            ExceptionsCommand.RetryCases.class,
            CaseActionCommands.Resolve.class,
            CaseActionCommands.Dismiss.class,
            CaseActionCommands.Comment.class,
            CaseActionCommands.Assign.class,
            CaseActionCommands.Payload.class
        })
public final class ExceptionsCommand extends CommandGroup {

    static final String PATH = "/api/v1/exceptions";

    /** {@code ./hub exceptions list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists cases, oldest first.")
    static final class ListCases extends RemoteCommand {

        @Option(names = "--code", paramLabel = "CODE", description = "Only this case code, like mapping.unknown_sku.")
        private String code;

        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "open, retrying or resolved. Default: open and retrying.")
        private String state;

        @Option(names = "--order", paramLabel = "ID", description = "Only cases of this order, by the hub's id.")
        private String order;

        @Option(names = "--channel", paramLabel = "CHANNEL", description = "Only this channel.")
        private String channel;

        @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only this account.")
        private String account;

        @Option(names = "--assignee", paramLabel = "LOGIN", description = "Only those that this login looks after.")
        private String assignee;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "50",
                description = "At most so many. Default: ${DEFAULT-VALUE}.")
        private int limit;

        @Override
        public Integer call() {
            Map<String, String> query = new HashMap<>();
            query.put("code", code);
            query.put("state", state);
            query.put("orderId", order);
            query.put("channel", channel);
            query.put("account", account);
            query.put("assignee", assignee);
            List<JsonNode> cases = api().all(PATH, query, "cases", Math.max(1, limit));
            PrintWriter out = out();
            Table table =
                    new Table("ID", "STATE", "SEVERITY", "CODE", "TIMES", "LAST SEEN", "ORDER", "ASSIGNEE", "SUMMARY");
            cases.forEach(one -> table.row(
                    one.path("id").asText(),
                    one.path("state").asText(),
                    one.path("severity").asText(),
                    one.path("code").asText(),
                    one.path("count").asText(),
                    one.path("lastSeen").asText(),
                    one.path("orderId").asText(""),
                    one.path("assignee").asText(""),
                    one.path("summary").asText()));
            table.print(out);
            cases.stream()
                    .map(one -> one.path("code").asText() + ": "
                            + one.path("suggestion").asText())
                    .distinct()
                    .forEach(todo -> out.println(Table.clean("  " + todo)));
            if (cases.size() >= limit) {
                out.println("(the first " + limit + "; more with --limit)");
            }
            return 0;
        }
    }

    /** {@code ./hub exceptions retry}. */
    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = {
                "Has cases tried again: those named, or all open ones of a case code.",
                "Exit code 0: all are taken in, 1: some are not."
            })
    static final class RetryCases extends RemoteCommand {

        @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids of cases.")
        private List<String> ids = List.of();

        @Option(names = "--code", paramLabel = "CODE", description = "All open cases of this case code; needs --all.")
        private String code;

        @Option(names = "--all", description = "Yes, all of them.")
        private boolean all;

        @Override
        public Integer call() {
            if (ids.isEmpty() == (code == null) || (code != null) != all) {
                throw new CommandLine.ParameterException(
                        command(), "name cases by ID, or a case code with --code CODE --all");
            }
            HubApi api = api();
            List<String> wanted = new ArrayList<>(ids);
            if (code != null) {
                // all ids first: what is tried again leaves the list that is being read
                api.all(PATH, Map.of("code", code, "state", "open"), "cases", Integer.MAX_VALUE)
                        .forEach(one -> wanted.add(one.path("id").asText()));
            }
            return retry(api, wanted);
        }

        private int retry(HubApi api, List<String> wanted) {
            PrintWriter out = out();
            int accepted = 0;
            int done = 0;
            int failed = 0;
            for (String id : wanted) {
                try {
                    JsonNode answer = api.send("POST", PATH + "/" + HubApi.encode(id) + "/retry", null);
                    boolean fresh = answer.path("result").asText().equals("accepted");
                    accepted += fresh ? 1 : 0;
                    done += fresh ? 0 : 1;
                    if (code == null) {
                        String event = answer.hasNonNull("eventId")
                                ? ", event " + answer.path("eventId").asText()
                                : "";
                        out.println("case " + Table.clean(id)
                                + (fresh ? ": will be tried again" + event : ": already done"));
                    }
                } catch (RemoteException e) {
                    failed++;
                    command().getErr().println("case " + Table.clean(id) + ": " + Table.clean(e.getMessage()));
                }
            }
            if (code != null) {
                out.println(accepted + " will be tried again, " + done + " already were, " + failed + " failed");
            }
            return failed == 0 ? 0 : 1;
        }
    }
}
