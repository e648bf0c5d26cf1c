package io.odradek.cli.command;

import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.output.JsonLine;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.FoundPlugin;
import io.odradek.spi.plugin.PluginProblem;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.plugin.Selection;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/**
 * {@code odradek plugins}: every contract, every plug-in that was found for it, which of them a configuration selects and why.
 *
 * <p>Confined to one thread.
 */
@Command(
        name = "plugins",
        description = {
            "Lists the contracts, the plug-ins found for each, which one is selected and why, and those that cannot be used.",
            "Plug-ins are found on the class path; the launcher adds what ODRADEK_PLUGINS names (jars, or folders followed by /*, with"
                    + " colons between)."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PluginsCommand implements Callable<Integer> {
    /** The name that stands for no codec at all. */
    private static final String UNCOMPRESSED = "none";

    private final Console console;

    @Option(names = "-X", paramLabel = "KEY=VALUE", description = "A configuration key, to see what it selects.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--json", description = "Tell it as JSON, one object for each contract.")
    private boolean json;

    /** A command that talks to {@code console}. */
    public PluginsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        PluginRegistry registry = PluginRegistry.discover();
        for (Contract<?> contract : Contract.all()) {
            if (json) {
                printJson(registry, contract);
            } else {
                printText(registry, contract);
            }
        }
        return ExitCode.DONE;
    }

    private void printText(PluginRegistry registry, Contract<?> contract) {
        PrintStream out = console.out();
        Selection selection = Selection.of(contract, settings);
        out.println(bold(contract.name()) + " (" + contract.settingKey() + "): " + selection.name() + " is selected, " + selection.reason());
        boolean selectedFound = false;
        for (FoundPlugin<?> plugin : registry.found(contract)) {
            boolean selected = plugin.name().equals(selection.name());
            selectedFound |= selected;
            out.println((selected ? "  * " : "    ") + plugin.name() + "  " + plugin.provider().getClass().getName() + "  "
                    + plugin.location());
            unavailable(plugin).ifPresent(why -> out.println("      cannot be used: " + why));
        }
        for (PluginProblem problem : registry.problems(contract)) {
            out.println("  ! " + problem.name().orElse("a provider") + "  cannot be used: " + problem.message());
        }
        if (!selectedFound && !(contract == Contract.COMPRESSION_CODEC && selection.name().equals(UNCOMPRESSED))) {
            out.println("  ! no plug-in named '" + selection.name() + "' was found");
        }
    }

    private String bold(String name) {
        return console.color() ? Ansi.ON.string("@|bold " + name + "|@") : name;
    }

    private static Optional<String> unavailable(FoundPlugin<?> plugin) {
        return plugin.provider() instanceof CompressionCodecProvider codec ? codec.unavailable() : Optional.empty();
    }

    private void printJson(PluginRegistry registry, Contract<?> contract) {
        Selection selection = Selection.of(contract, settings);
        new JsonLine().printObject(console.out(), line -> {
            line.writeStringField("contract", contract.name());
            line.writeStringField("key", contract.settingKey());
            line.writeStringField("selected", selection.name());
            line.writeStringField("why", selection.reason());
            line.writeArrayFieldStart("plugins");
            for (FoundPlugin<?> plugin : registry.found(contract)) {
                line.writeStartObject();
                line.writeStringField("name", plugin.name());
                line.writeStringField("provider", plugin.provider().getClass().getName());
                line.writeStringField("jar", plugin.location());
                line.writeBooleanField("selected", plugin.name().equals(selection.name()));
                Optional<String> unavailable = unavailable(plugin);
                if (unavailable.isPresent()) {
                    line.writeStringField("unavailable", unavailable.get());
                }
                line.writeEndObject();
            }
            line.writeEndArray();
            line.writeArrayFieldStart("problems");
            for (PluginProblem problem : registry.problems(contract)) {
                line.writeStartObject();
                line.writeStringField("name", problem.name().orElse(null));
                line.writeStringField("message", problem.message());
                line.writeEndObject();
            }
            line.writeEndArray();
        });
    }
}
