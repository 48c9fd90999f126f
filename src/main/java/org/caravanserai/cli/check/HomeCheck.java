package org.caravanserai.cli.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.base.ConfigException;

/**
 * Loads every file that a hub of this home would load and runs every fixture, without starting anything.
 */
public final class HomeCheck {

    private final Path routes;
    private final Path transformers;
    private final Properties settings;
    private final Map<String, Class<?>> beans;
    private final Findings findings;
    private List<RouteFile> files = List.of();
    private final List<String> counted = new ArrayList<>();

    /**
     * @param routes folder of the routes
     * @param transformers folder of the channels
     * @param settings every setting with its value
     * @param beans that routes may name
     */
    public HomeCheck(
            Path routes, Path transformers, Properties settings, Map<String, Class<?>> beans, Findings findings) {
        this.routes = routes;
        this.transformers = transformers;
        this.settings = settings;
        this.beans = beans;
        this.findings = findings;
    }

    /** Checks all of it. What is wrong is in the findings; returns what was looked at, for people. */
    public List<String> run() {
        counted.clear();
        checkRoutes();
        checkChannels();
        return List.copyOf(counted);
    }

    /** Whether {@link #run} could read every route file. */
    public boolean readable() {
        return Files.isDirectory(routes) && files.size() == paths().size();
    }

    /** The table of the routes as {@link #run} found them. */
    public String readme() {
        return RoutesReadme.write(files, beans);
    }

    /** The routes alone. */
    void checkRoutes() {
        files = files();
        RouteSchema schema = new RouteSchema();
        RouteRules rules = new RouteRules(findings);
        BeanReferences references = new BeanReferences(beans, findings);
        RouteQueues queues = new RouteQueues(findings, settings);
        List<RouteFile> sound = new ArrayList<>();
        for (RouteFile file : files) {
            rules.check(file);
            references.check(file);
            queues.check(file);
            if (schema.check(file, findings) & RouteTexts.check(file, findings)) {
                sound.add(file);
            }
        }
        new RouteLinks(findings, unread()).check(files, transformers);
        new RouteSends(findings).check(files);
        new ScratchRoutes(findings).check(routes, sound, settings);
        counted.add(files.size() + " route files with "
                + files.stream().mapToInt(file -> file.entries().size()).sum() + " entries");
    }

    private List<RouteFile> files() {
        List<RouteFile> found = new ArrayList<>();
        if (!Files.isDirectory(routes)) {
            findings.add(routes, 1, "is no folder; hub.routes must name the folder of the routes");
            return found;
        }
        for (Path path : paths()) {
            attempt(routes, () -> found.add(RouteFile.read(path)));
        }
        return found;
    }

    /** The text of the files that are no YAML. */
    private String unread() {
        if (!Files.isDirectory(routes)) {
            return "";
        }
        List<Path> read = files.stream().map(RouteFile::path).toList();
        return paths().stream()
                .filter(path -> !read.contains(path))
                .map(path -> {
                    try {
                        return Files.readString(path);
                    } catch (IOException e) {
                        throw new UncheckedIOException("cannot read " + path, e);
                    }
                })
                .collect(Collectors.joining());
    }

    private List<Path> paths() {
        try (Stream<Path> all = Files.walk(routes)) {
            return all.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + routes, e);
        }
    }

    /** Recipes, mappings and fixtures alone. */
    void checkChannels() {
        if (!Files.isDirectory(transformers)) {
            findings.add(transformers, 1, "is no folder; hub.transformers must name the folder of the channels");
            return;
        }
        counted.addAll(new ChannelCheck(transformers, routes.resolve("channels"), findings).check());
    }

    private void attempt(Path folder, Runnable load) {
        try {
            load.run();
        } catch (ConfigException e) {
            findings.add(folder, e);
        }
    }
}
