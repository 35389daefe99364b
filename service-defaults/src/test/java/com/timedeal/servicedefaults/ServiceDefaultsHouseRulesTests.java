package com.timedeal.servicedefaults;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.timedeal.servicedefaults", importOptions = ImportOption.DoNotIncludeTests.class)
class ServiceDefaultsHouseRulesTests {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule sharedCodeKnowsNoBusinessNoun = noClasses()
            .should()
            .haveNameMatching(
                    "(?i)com\\.timedeal\\..*(deal|order(?!ed)|product|stock|coupon|payment|wishlist|allotment|cart).*");

    @ArchTest
    static final ArchRule dependenciesPointOneWay =
            slices().matching("com.timedeal.servicedefaults.(*)..").should().beFreeOfCycles();
}
