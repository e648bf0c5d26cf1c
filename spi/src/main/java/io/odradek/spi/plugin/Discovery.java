package io.odradek.spi.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** What the sources list, looked up once for each contract and kept, so that whoever shares this shares providers. Thread-safe. */
final class Discovery {
    private final List<ProviderSource> sources;
    private final Map<Contract<?>, List<? extends Candidate<?>>> candidatesByContract = new LinkedHashMap<>();
    private final Map<Contract<?>, List<PluginProblem>> problemsByContract = new LinkedHashMap<>();

    Discovery(List<ProviderSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** A new catalog of what the sources have for a contract. */
    synchronized <P extends PluginProvider> Catalog<P> catalog(Contract<P> contract) {
        if (!candidatesByContract.containsKey(contract)) {
            search(contract);
        }
        Catalog<P> catalog = new Catalog<>(contract);
        for (PluginProblem problem : problemsByContract.getOrDefault(contract, List.of())) {
            catalog.addProblem(problem.name(), problem.message(), problem.cause().orElse(null));
        }
        for (Candidate<?> candidate : candidatesByContract.getOrDefault(contract, List.of())) {
            P provider = contract.providerType().cast(candidate.provider());
            new Candidate<>(provider, candidate.location()).examine(contract, catalog);
        }
        return catalog;
    }

    private <P extends PluginProvider> void search(Contract<P> contract) {
        List<Candidate<P>> candidates = new ArrayList<>();
        Map<String, PluginProblem> problems = new LinkedHashMap<>();
        for (ProviderSource source : sources) {
            for (ServiceLoader.Provider<P> listed : source.list(contract.providerType(), broken -> note(contract, broken, problems))) {
                create(contract, listed, candidates, problems);
            }
        }
        candidatesByContract.put(contract, List.copyOf(candidates));
        problemsByContract.put(contract, List.copyOf(problems.values()));
    }

    /** A provider counts once, however many loaders, service files and modules lead to it: what counts is its class and its jar. */
    private static <P extends PluginProvider> void create(
            Contract<P> contract,
            ServiceLoader.Provider<P> listed,
            List<Candidate<P>> candidates,
            Map<String, PluginProblem> problems) {
        String location = CodeLocation.of(listed.type());
        String className = listed.type().getName();
        boolean known = candidates.stream()
                .anyMatch(candidate -> candidate.provider().getClass().getName().equals(className)
                        && candidate.location().equals(location));
        if (known) {
            return;
        }
        try {
            candidates.add(new Candidate<>(listed.get(), location));
        } catch (ServiceConfigurationError | LinkageError unusable) {
            Throwable cause = unusable.getCause() == null ? unusable : unusable.getCause();
            String message = className + ", " + location + ", could not be created: " + cause;
            problems.putIfAbsent(message, new PluginProblem(contract, Optional.empty(), message, Optional.of(unusable)));
        }
    }

    private static void note(Contract<?> contract, Throwable broken, Map<String, PluginProblem> problems) {
        String message = "a listing for the contract " + contract.name() + " cannot be read: " + broken.getMessage();
        problems.putIfAbsent(message, new PluginProblem(contract, Optional.empty(), message, Optional.of(broken)));
    }
}
