package io.odradek.benchmarks.race.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.odradek.benchmarks.race.course.Round;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartSvgTest {
    private static Document chart(Results results) throws Exception {
        byte[] bytes = new ChartSvg(results).text().getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    @Test
    void text_aRace_namesEveryoneAndTheLimit() throws Exception {
        List<String> words = elements(chart(Races.results()), "text").stream().map(Element::getTextContent).toList();

        assertThat(words).contains("odradek", "kafka-clients", "bare-socket", "to odradek", "2 M", "500 k", "4 ms · 8 ms · 12 ms");
        assertThat(words).contains("The limit, a bare loop with records of 100 B without keys: 9 M records/s.");
        assertThat(words).contains("records of 100 B · acks 1 · compression none · without keys · settings default · to odradek");
    }

    @Test
    void text_barsOfMedians_areAsLongAsTheyAreFast() throws Exception {
        List<Element> bars = elements(chart(Races.results()), "rect").stream().filter(each -> each.hasAttribute("x")).toList();

        double ours = Double.parseDouble(bars.get(0).getAttribute("width"));
        double theirs = Double.parseDouble(bars.get(3).getAttribute("width"));
        assertThat(bars).hasSize(2 * 3);
        assertThat(ours / theirs).isCloseTo(4, within(0.01));
    }

    @Test
    void text_everythingDrawn_isInsideOfTheDocument() throws Exception {
        Document chart = chart(Races.results());
        double width = Double.parseDouble(chart.getDocumentElement().getAttribute("width"));
        double height = Double.parseDouble(chart.getDocumentElement().getAttribute("height"));

        assertThat(elements(chart, "line")).allSatisfy(line -> {
            assertThat(Double.parseDouble(line.getAttribute("x2"))).isBetween(0.0, width);
            assertThat(Double.parseDouble(line.getAttribute("y2"))).isBetween(0.0, height);
        });
        assertThat(elements(chart, "text")).allSatisfy(text -> assertThat(Double.parseDouble(text.getAttribute("y"))).isBetween(0.0, height));
    }

    @Test
    void text_nothingButVoidRounds_isADocumentAllTheSame() throws Exception {
        Results results = new Results(List.of(new Round.Void(Races.OURS, 1, "a < b & c")));

        assertThat(elements(chart(results), "text")).isNotEmpty();
    }

    @Test
    void axis_linear_endsWithARoundNumberAboveTheHighest() {
        Axis axis = Axis.linear(100, 400, 1_230_000);

        assertThat(axis.max()).isEqualTo(1_500_000);
        assertThat(axis.x(0)).isEqualTo(100);
        assertThat(axis.x(1_500_000)).isEqualTo(500);
        assertThat(axis.ticks()).startsWith(0.0, 500_000.0).endsWith(1_500_000.0);
    }

    @Test
    void axis_logarithmic_marksPowersOfTen() {
        Axis axis = Axis.logarithmic(0, 300, 230, 70_000);

        assertThat(axis.ticks()).containsExactly(100.0, 1_000.0, 10_000.0, 100_000.0);
        assertThat(axis.x(1_000)).isCloseTo(100, within(0.001));
        assertThat(axis.x(1)).isZero();
    }

    @Test
    void words_ofNumbers_areShort() {
        assertThat(List.of(Axis.count(1_500_000), Axis.count(12_345), Axis.count(999))).containsExactly("1.5 M", "12.3 k", "999");
        assertThat(List.of(Axis.time(294), Axis.time(5_283), Axis.time(2_000_000))).containsExactly("294 µs", "5.28 ms", "2 s");
        assertThat(Axis.trimmed(100)).isEqualTo("100");
    }
}
