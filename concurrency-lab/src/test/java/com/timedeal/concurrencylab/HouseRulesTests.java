package com.timedeal.concurrencylab;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.timedeal.servicedefaults.HouseRules;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.timedeal.concurrencylab", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTests {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule featuresPointOneWay =
            slices().matching("com.timedeal.concurrencylab.(*)..").should().beFreeOfCycles();
}
