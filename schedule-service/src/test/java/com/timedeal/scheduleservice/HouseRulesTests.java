package com.timedeal.scheduleservice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.timedeal.servicedefaults.HouseRules;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "com.timedeal.scheduleservice", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTests {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule timedEventsKnowNoDeal = noClasses()
            .that()
            .resideInAPackage("..timedevent..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..deal..");

    @ArchTest
    static final ArchRule nobodyLooksAtThisMachinesTimeOfDay = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .because("the database's clock decides what is due");
}
