package org.caravanserai.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;
import org.caravanserai.cli.check.EditorSettings;
import org.caravanserai.cli.check.Findings;
import org.caravanserai.cli.check.HomeCheck;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.Settings;
import org.caravanserai.runtime.wiring.RouteBeans;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./hub check}: proves the files of a hub without starting one. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Loads every file a hub would load - settings, routes, recipes, mappings - and runs every fixture, without starting a hub.",
            "Errors are told as file:line: what. Exit code 0: all is well, 1: something is wrong."
        })
final class CheckCommand implements Callable<Integer> {

    private static final String README = "README.md";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--write-routes-readme", description = "Also writes README.md in the folder of the routes.")
    private boolean writeReadme;

    @Option(
            names = "--write-editor-settings",
            description = "Also tells VS Code of the hub's own components, in .vscode/settings.json of the hub's home.")
    private boolean writeEditorSettings;

    @Override
    public Integer call() {
        Home home = HubCommand.home();
        HubConfig config = Settings.load(home);
        Path routes = home.resolve(config.path("hub.routes"));
        Findings findings = new Findings(Path.of(""));
        HomeCheck check = new HomeCheck(
                routes,
                home.resolve(config.path("hub.transformers")),
                Settings.effective(home),
                RouteBeans.all(),
                findings);
        List<String> looked = check.run();
        if (check.readable()) {
            readme(routes.resolve(README), check.readme(), findings);
        }
        if (writeEditorSettings) {
            editor(home, findings);
        }
        PrintWriter out = spec.commandLine().getOut();
        findings.all().forEach(out::println);
        out.println((findings.isEmpty() ? "OK: " : findings.all().size() + " errors; looked at ")
                + String.join(", ", looked));
        return findings.isEmpty() ? 0 : 1;
    }

    private static void editor(Home home, Findings findings) {
        try {
            EditorSettings.write(home.directory());
        } catch (ConfigException e) {
            findings.add(Path.of(""), e);
        }
    }

    private void readme(Path file, String text, Findings findings) {
        if (writeReadme) {
            write(file, text);
        } else if (Files.exists(file) && !read(file).equals(text)) {
            findings.add(file, 1, "is out of date; write it with ./hub check --write-routes-readme");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
