package io.odradek.benchmarks.race.report;

import io.odradek.benchmarks.race.course.Course;
import io.odradek.benchmarks.race.course.Figures;
import io.odradek.benchmarks.race.course.Round;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rounds of a race by course; void ones are set aside and enter no median.
 *
 * <p>Immutable.
 */
public final class Results {
    private final List<Round> rounds;
    private final Map<Course, List<Figures>> measured = new LinkedHashMap<>();

    /** Of these rounds, in their order. */
    public Results(List<Round> rounds) {
        this.rounds = List.copyOf(rounds);
        for (Round round : rounds) {
            List<Figures> figures = measured.computeIfAbsent(round.course(), any -> new ArrayList<>());
            round.figures().ifPresent(figures::add);
        }
    }

    /** Whether nothing was raced. */
    public boolean isEmpty() {
        return rounds.isEmpty();
    }

    /** All rounds, the void ones included. */
    List<Round> rounds() {
        return rounds;
    }

    /** All courses, in the order in which they were first raced. */
    List<Course> courses() {
        return List.copyOf(measured.keySet());
    }

    /** The rounds that do not count. */
    public List<Round.Void> voids() {
        return rounds.stream().filter(Round.Void.class::isInstance).map(Round.Void.class::cast).toList();
    }

    /** What the rounds of a course gave of a figure, if any of them counts and has it. */
    Optional<Spread> spread(Course course, Figure figure) {
        List<Double> values = measured.getOrDefault(course, List.of()).stream()
                .flatMap(figures -> figure.of(course, figures).stream())
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
    }

    /** The median of {@code course} as a multiple of that of {@code reference}. */
    Optional<Double> ratio(Course course, Course reference, Figure figure) {
        Optional<Double> own = spread(course, figure).map(Spread::median);
        Optional<Double> other = spread(reference, figure).map(Spread::median).filter(median -> median > 0);
        return own.flatMap(mine -> other.map(theirs -> mine / theirs));
    }
}
