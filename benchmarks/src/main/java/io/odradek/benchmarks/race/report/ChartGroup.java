package io.odradek.benchmarks.race.report;

import io.odradek.benchmarks.race.course.Course;
import io.odradek.benchmarks.race.course.ProducerName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Courses that differ in the producer alone, to be drawn below each other.
 *
 * <p>Immutable.
 *
 * @param title what they have in common and others have not
 * @param courses one a producer
 */
record ChartGroup(String title, List<Course> courses) {
    /** Groups of these courses, in their order; the bare ones join the groups that they are the floor of. */
    static List<ChartGroup> of(List<Course> courses, List<Dimension> varying) {
        Map<String, List<Course>> groups = new LinkedHashMap<>();
        for (Course course : courses) {
            if (course.producer().isContestant()) {
                groups.computeIfAbsent(title(course, varying), any -> new ArrayList<>()).add(course);
            }
        }
        groups.values().forEach(group -> floorOf(group.get(0), courses).ifPresent(group::add));
        return groups.entrySet().stream().map(entry -> new ChartGroup(entry.getKey(), List.copyOf(entry.getValue()))).toList();
    }

    private static String title(Course course, List<Dimension> varying) {
        Stream<String> words = varying.stream()
                .filter(each -> each != Dimension.BROKER)
                .map(each -> each == Dimension.SETTINGS ? each.of(course) : each.phrase(each.of(course)));
        return Stream.concat(Stream.of("to " + course.broker().label()), words).collect(Collectors.joining(" · "));
    }

    private static Optional<Course> floorOf(Course course, List<Course> courses) {
        return courses.stream()
                .filter(each -> each.producer() == ProducerName.BARE_SOCKET && each.broker() == course.broker())
                .filter(each -> each.work().recordBytes() == course.work().recordBytes() && each.work().acks().equals(course.work().acks()))
                .filter(each -> each.work().keyed() == course.work().keyed() && each.work().ratePerSecond() == course.work().ratePerSecond())
                .findFirst();
    }

    /** A producer's colour, the same everywhere. */
    static String color(Course course) {
        switch (course.producer()) {
            case ODRADEK:
                return "#0b7285";
            case KAFKA_CLIENTS:
                return "#e8590c";
            case LIBRDKAFKA:
                return "#7048e8";
            case BARE_SOCKET:
            case BARE_LOOP:
                return "#868e96";
        }
        throw new IllegalArgumentException("no colour for " + course);
    }

    /** The same colour with much white in it. */
    static String paleColor(Course course) {
        switch (course.producer()) {
            case ODRADEK:
                return "#99d6de";
            case KAFKA_CLIENTS:
                return "#ffc9a3";
            case LIBRDKAFKA:
                return "#cfc2fa";
            case BARE_SOCKET:
            case BARE_LOOP:
                return "#ced4da";
        }
        throw new IllegalArgumentException("no colour for " + course);
    }
}
