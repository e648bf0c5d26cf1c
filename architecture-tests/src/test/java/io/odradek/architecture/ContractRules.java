package io.odradek.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.odradek.spi.plugin.PluginProvider;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the published types look like. */
final class ContractRules {
    private static final Set<Room> PUBLISHED_CONTRACTS = EnumSet.of(Room.API, Room.SPI);

    private ContractRules() {}

    static List<HouseRule> all() {
        return List.of(
                new HouseRule("shapes", publicTypesHaveAFixedShape()),
                new HouseRule("signatures", signaturesMentionOnlyContracts()),
                new HouseRule("providers", publicProvidersAreFinalAndEmptyHanded()),
                new HouseRule("names", namesSayWhatItDoes()));
    }

    private static ArchRule publicTypesHaveAFixedShape() {
        return classes()
                .that(Room.in(PUBLISHED_CONTRACTS))
                .and()
                .arePublic()
                .should(new ArchCondition<>("be interfaces, records, enums, sealed or final classes, or exceptions") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean fixed = type.isInterface()
                                || type.isRecord()
                                || type.isEnum()
                                || type.getModifiers().contains(JavaModifier.FINAL)
                                || type.isAssignableTo(Throwable.class)
                                || type.reflect().isSealed();
                        if (!fixed) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + " can be extended by anybody"));
                        }
                    }
                })
                .because("whoever extends a class depends on how it is written, not on what it promises");
    }

    private static ArchRule signaturesMentionOnlyContracts() {
        return classes()
                .that(Room.in(PUBLISHED_CONTRACTS))
                .and()
                .arePublic()
                .should(new ArchCondition<>("mention only java, api and spi in what others can see") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getCodeUnits().stream().filter(ContractRules::isVisible).forEach(unit -> checkSignature(unit, events));
                        type.getFields().stream()
                                .filter(field -> !field.getModifiers().contains(JavaModifier.PRIVATE))
                                .filter(field -> !isOfContracts(field.getRawType()))
                                .forEach(field -> events.add(SimpleConditionEvent.violated(field, field.getDescription())));
                    }
                })
                .because("a library that shows in a contract can never be taken out of it");
    }

    private static void checkSignature(JavaCodeUnit unit, ConditionEvents events) {
        unit.getReturnType().getAllInvolvedRawTypes().stream()
                .filter(type -> !isOfContracts(type))
                .forEach(type -> events.add(SimpleConditionEvent.violated(unit, unit.getFullName() + " returns " + type.getName())));
        unit.getParameterTypes().stream()
                .flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream())
                .filter(type -> !isOfContracts(type))
                .forEach(type -> events.add(SimpleConditionEvent.violated(unit, unit.getFullName() + " takes " + type.getName())));
    }

    private static boolean isVisible(JavaCodeUnit unit) {
        return unit.getModifiers().contains(JavaModifier.PUBLIC) || unit.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static boolean isOfContracts(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        return base.isPrimitive()
                || base.getPackageName().startsWith("java.")
                || base.getPackageName().startsWith("javax.net.")
                || Room.of(base).filter(PUBLISHED_CONTRACTS::contains).isPresent();
    }

    private static ArchRule publicProvidersAreFinalAndEmptyHanded() {
        return classes()
                .that()
                .areAssignableTo(PluginProvider.class)
                .and()
                .areNotInterfaces()
                .and()
                .arePublic()
                .and(Room.any())
                .should()
                .haveModifier(JavaModifier.FINAL)
                .andShould(new ArchCondition<>("have a public constructor without parameters") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean has = type.getConstructors().stream()
                                .anyMatch(constructor -> constructor.getRawParameterTypes().isEmpty()
                                        && constructor.getModifiers().contains(JavaModifier.PUBLIC));
                        if (!has) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + " has none"));
                        }
                    }
                })
                .because("ServiceLoader creates it, on the class path and on the module path");
    }

    private static ArchRule namesSayWhatItDoes() {
        return noClasses()
                .that(Room.any())
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .because("such a name says only that somebody could not say what it does");
    }
}
