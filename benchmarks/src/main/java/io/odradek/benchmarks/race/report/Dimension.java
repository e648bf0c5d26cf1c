package io.odradek.benchmarks.race.report;

import io.odradek.benchmarks.race.course.Course;
import io.odradek.benchmarks.race.course.ProducerName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What courses differ in, beside who sends. Immutable. */
enum Dimension {
    RATE("rate", course -> course.work().isPaced() ? String.format(Locale.ROOT, "%,d/s", course.work().ratePerSecond()) : "full speed"),
    BYTES("bytes", course -> String.format(Locale.ROOT, "%,d", course.work().recordBytes())),
    ACKS("acks", course -> course.producer() == ProducerName.BARE_LOOP ? "" : course.work().acks()),
    COMPRESSION("compression", course -> course.producer().isContestant() ? course.work().compression() : ""),
    KEYS("keys", course -> course.work().keyed() ? "with" : "without"),
    SETTINGS("settings", course -> course.producer().isContestant() ? course.work().settings().label() : ""),
    BROKER("broker", course -> course.producer() == ProducerName.BARE_LOOP ? "" : course.broker().label());

    private final String title;
    private final Function<Course, String> of;

    Dimension(String title, Function<Course, String> of) {
        this.title = title;
        this.of = of;
    }

    String title() {
        return title;
    }

    /** In words; empty where it means nothing. */
    String of(Course course) {
        return of.apply(course);
    }

    /** A value as a part of a sentence. */
    String phrase(String value) {
        switch (this) {
            case BYTES:
                return "records of " + value + " B";
            case KEYS:
                return value + " keys";
            case BROKER:
                return "to " + value;
            case RATE:
                return "at " + value;
            case ACKS:
            case COMPRESSION:
            case SETTINGS:
                return title + " " + value;
        }
        throw new IllegalArgumentException("nothing is called " + this);
    }

    /** The values that courses have, those without one aside. */
    List<String> values(Collection<Course> courses) {
        return courses.stream().map(of).filter(each -> !each.isEmpty()).distinct().toList();
    }

    /** Whether it takes telling apart. */
    boolean varies(Collection<Course> courses) {
        return values(courses).size() > 1;
    }
}
