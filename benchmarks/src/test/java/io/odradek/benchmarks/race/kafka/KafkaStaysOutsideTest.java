package io.odradek.benchmarks.race.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Kafka's libraries are on class paths of tests and of processes of their own, and on no other. */
class KafkaStaysOutsideTest {
    private static final Path ROOT = Path.of("..");
    private static final List<Path> OUTSIDE = List.of(Path.of("interop-tests/runtimes"), Path.of("interop-tests/torture"));

    @Test
    void modules_dependingOnKafka_doSoInTestsAlone() throws Exception {
        List<String> violations = new ArrayList<>();
        int found = 0;
        for (Path pom : poms()) {
            NodeList dependencies = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile()).getElementsByTagName("dependency");
            for (int i = 0; i < dependencies.getLength(); i++) {
                Element dependency = (Element) dependencies.item(i);
                boolean managed = dependency.getParentNode().getParentNode().getNodeName().equals("dependencyManagement");
                if (!managed && text(dependency, "groupId").equals("org.apache.kafka")) {
                    found++;
                    if (!text(dependency, "scope").equals("test")) {
                        violations.add(pom + " depends on " + text(dependency, "artifactId"));
                    }
                }
            }
        }
        assertThat(violations).isEmpty();
        assertThat(found).isPositive();
    }

    /** Those of the runtimes are class paths of foreign programs; the torture has Kafka's client as load, and is published to nobody. */
    private static List<Path> poms() throws Exception {
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            return files.filter(file -> file.endsWith("pom.xml"))
                    .filter(file -> OUTSIDE.stream().noneMatch(ROOT.relativize(file)::startsWith))
                    .toList();
        }
    }

    private static String text(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
