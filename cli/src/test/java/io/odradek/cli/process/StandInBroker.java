package io.odradek.cli.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Stands in for a broker's process: gets ready, fails to, or does what else its {@code --data-dir} is called by. */
public final class StandInBroker {
    private StandInBroker() {}

    /** Behaves as the name of the folder above its data says. */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> given = List.of(arguments);
        String directory = Path.of(given.get(given.indexOf("--data-dir") + 1)).getParent().getParent().getFileName().toString();
        if (directory.startsWith("refuses")) {
            System.err.println("[WARN] something else");
            System.err.println("odradek: the data directory is another's");
            System.exit(1);
        }
        if (directory.startsWith("hangs-at-the-end")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> waitForEver()));
        }
        System.out.println(BrokerProcess.READY + given.get(given.indexOf("--listen") + 1));
        if (directory.startsWith("dies")) {
            System.err.println("odradek: the broker ended by itself: another has its number");
            System.exit(1);
        }
        waitForEver();
    }

    private static void waitForEver() {
        Object never = new Object();
        synchronized (never) {
            while (true) {
                try {
                    never.wait();
                } catch (InterruptedException goOn) {
                    continue;
                }
            }
        }
    }

    /** The program, on this test's class path. */
    static JavaProgram program() {
        JavaProgram odradek = JavaProgram.odradek(64, List.of("-XX:TieredStopAtLevel=1"));
        return new JavaProgram(odradek.java(), odradek.classPath(), new ArrayList<>(odradek.options()), StandInBroker.class.getName());
    }
}
