package io.odradek.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the house hold, and each bites. */
class HouseTest {
    private static JavaClasses house;

    @BeforeAll
    static void importHouse() {
        String ownPlace = HouseTest.class.getProtectionDomain().getCodeSource().getLocation().toString();
        house = new ClassFileImporter()
                .withImportOption(location -> !location.asURI().toString().startsWith(ownPlace))
                .importPackages("io.odradek");
    }

    static List<HouseRule> rules() {
        List<HouseRule> rules = new ArrayList<>(ArrowRules.all());
        rules.addAll(PurityRules.all());
        rules.addAll(ContractRules.all());
        return rules;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void house_everyRule_holds(HouseRule rule) {
        rule.rule().allowEmptyShould(true).check(house);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void canary_everyRule_bites(HouseRule rule) {
        // Given
        JavaClasses canary = new ClassFileImporter().importPackages(Room.CANARIES + "." + rule.canary());
        assertThat(canary).as("classes of the canary '%s'", rule.canary()).isNotEmpty();
        // When
        EvaluationResult result = rule.rule().evaluate(canary);
        // Then
        assertThat(result.hasViolation()).as("the canary '%s' is caught", rule.canary()).isTrue();
    }

    @Test
    void house_everyPackageOfTheSources_isLookedAt() {
        Set<String> seen = new TreeSet<>();
        house.forEach(type -> seen.add(type.getPackageName()));
        assertThat(seen).as("packages that the rules looked at").containsAll(SourceTree.ofHouse().packages());
    }
}
