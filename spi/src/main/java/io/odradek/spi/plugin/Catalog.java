package io.odradek.spi.plugin;

import io.odradek.api.PluginException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What there is of one contract: plug-ins in the order of their names, and problems. Filled by one thread, then read only. */
final class Catalog<P extends PluginProvider> {
    private final Contract<P> contract;
    private final List<FoundPlugin<P>> plugins = new ArrayList<>();
    private final List<PluginProblem> problems = new ArrayList<>();

    Catalog(Contract<P> contract) {
        this.contract = contract;
    }

    void addPlugin(FoundPlugin<P> plugin) {
        plugins.add(plugin);
    }

    void addProblem(Optional<String> name, String message, @Nullable Throwable cause) {
        problems.add(new PluginProblem(contract, name, message, Optional.ofNullable(cause)));
    }

    /** Takes over what {@code other} has, except plug-ins of a name or a class that are here already. */
    void addAllNotShadowedFrom(Catalog<P> other) {
        List<FoundPlugin<P>> own = List.copyOf(plugins);
        for (FoundPlugin<P> plugin : other.plugins) {
            if (own.stream().noneMatch(ours -> ours.name().equals(plugin.name()) || ours.provider().getClass() == plugin.provider().getClass())) {
                plugins.add(plugin);
            }
        }
        problems.addAll(other.problems);
    }

    /** Puts plug-ins in order, and tells of names that several claim. */
    void complete() {
        plugins.sort(Comparator.<FoundPlugin<P>, String>comparing(FoundPlugin::name)
                .thenComparing(plugin -> plugin.provider().getClass().getName())
                .thenComparing(FoundPlugin::location));
        for (String name : names()) {
            List<FoundPlugin<P>> claimants = named(name);
            if (claimants.size() > 1) {
                addProblem(Optional.of(name), claimed(name, claimants), null);
            }
        }
    }

    List<FoundPlugin<P>> plugins() {
        return List.copyOf(plugins);
    }

    List<PluginProblem> problems() {
        return List.copyOf(problems);
    }

    /** The one plug-in of a name, or an error that helps. */
    FoundPlugin<P> choose(String name) {
        Optional<PluginProblem> known =
                problems.stream().filter(problem -> problem.name().equals(Optional.of(name))).findFirst();
        List<FoundPlugin<P>> named = named(name);
        if (named.size() == 1) {
            return named.get(0);
        }
        if (known.isPresent()) {
            throw new PluginException(known.get().message(), known.get().cause().orElse(null));
        }
        throw new PluginException(plugins.isEmpty() ? noneAtAll(name) : unknown(name));
    }

    private List<FoundPlugin<P>> named(String name) {
        return plugins.stream().filter(plugin -> plugin.name().equals(name)).toList();
    }

    private TreeSet<String> names() {
        return plugins.stream().map(FoundPlugin::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private String claimed(String name, List<FoundPlugin<P>> claimants) {
        return "the " + contract.name() + " '" + name + "' is there more than once: "
                + claimants.stream()
                        .map(plugin -> plugin.provider().getClass().getName() + " in " + plugin.location())
                        .collect(Collectors.joining(" and "))
                + ". Leave only one of them on the path";
    }

    private String noneAtAll(String name) {
        return "the " + contract.name() + " '" + name + "' (" + contract.settingKey()
                + ") cannot be found: no provider of this contract is on the class path or module path. Add " + artifacts() + brokenToo();
    }

    private String unknown(String name) {
        return "there is no " + contract.name() + " '" + name + "' (" + contract.settingKey() + "). "
                + NearestName.of(name, names()).map(near -> "Did you mean '" + near + "'? ").orElse("") + "Known are "
                + knownByLocation() + ". Built-in ones are in " + artifacts() + "; one of your own must be on the path and listed in META-INF/services/"
                + contract.providerType().getName() + brokenToo();
    }

    private String knownByLocation() {
        Map<String, List<String>> namesByLocation = new LinkedHashMap<>();
        for (FoundPlugin<P> plugin : plugins) {
            namesByLocation.computeIfAbsent(plugin.location(), location -> new ArrayList<>()).add(plugin.name());
        }
        return namesByLocation.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + " (" + entry.getKey() + ")")
                .collect(Collectors.joining("; "));
    }

    private String artifacts() {
        return contract.artifacts().stream().map(artifact -> "io.odradek:" + artifact).collect(Collectors.joining(" or "));
    }

    private String brokenToo() {
        if (problems.isEmpty()) {
            return "";
        }
        return ". Some providers cannot be used: " + problems.stream().map(PluginProblem::message).collect(Collectors.joining("; "));
    }
}
