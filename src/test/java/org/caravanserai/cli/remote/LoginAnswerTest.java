package org.caravanserai.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The password alone on the standard output, and beside it what to change at a broker of one's own. */
class LoginAnswerTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter beside = new StringWriter();

    private void tell(String answer) throws Exception {
        CommandLine command = new CommandLine(new LocationCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(beside, true));
        new LoginAnswer(command).tell(Json.MAPPER.readTree(answer.replace('\'', '"')));
    }

    @Test
    void whereTheHubRunsTheBrokerItSaysWhereToConnect() throws Exception {
        tell(
                "{'login':'warehouse-east','role':'warehouse','location':'EAST','password':'secret','address':'tcp://h:1','files':[]}");
        assertThat(out.toString()).isEqualTo("secret" + System.lineSeparator());
        assertThat(beside.toString())
                .contains("Login warehouse-east (warehouse of EAST) at tcp://h:1")
                .doesNotContain("secret");
    }

    @Test
    void forABrokerOfOnesOwnItPrintsTheLinesOfItsFiles() throws Exception {
        tell("{'login':'erp','role':'orders','location':null,'password':'secret','address':'tcp://h:1','files':["
                + "{'file':'artemis-users.properties','change':'replace','text':'erp = secret'},"
                + "{'file':'broker.xml','change':'add','text':'<a>\\n  <b/>\\n</a>'}]}");
        assertThat(out.toString()).isEqualTo("secret" + System.lineSeparator());
        assertThat(beside.toString().lines())
                .containsSubsequence(
                        "Login erp (orders); the broker is one of your own: change its files as follows",
                        "artemis-users.properties, replace:",
                        "  erp = secret",
                        "broker.xml, add:",
                        "  <a>",
                        "    <b/>",
                        "  </a>");
    }

    @Test
    void aRevokedOneHasNoPassword() throws Exception {
        tell("{'login':'erp','role':'orders','location':null,'revokedAt':'noon','files':[]}");
        assertThat(out.toString()).isEmpty();
        assertThat(beside.toString()).startsWith("Login erp (orders) is revoked since noon");
    }
}
