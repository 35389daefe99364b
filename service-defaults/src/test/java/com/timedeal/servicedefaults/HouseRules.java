package com.timedeal.servicedefaults;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

/** How the code of every service is built; each service's {@code HouseRulesTests} holds its classes against these. */
public final class HouseRules {

    @ArchTest
    static final ArchRule controllersStayAtHome = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule configurationStaysAtHome = classes()
            .that()
            .areAnnotatedWith(Configuration.class)
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule entitiesAndRepositoriesStayAtHome = classes()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .or()
            .areAssignableTo("org.springframework.data.repository.Repository")
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule listenersStayAtHome = methods()
            .that()
            .areAnnotatedWith("org.springframework.amqp.rabbit.annotation.RabbitListener")
            .should()
            .beDeclaredInClassesThat()
            .areNotPublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule dependenciesComeThroughTheConstructor = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule fieldsArePrivate = fields().that()
            .areNotStatic()
            .and()
            .areDeclaredInClassesThat()
            .areNotRecords()
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule noDrawersForTechnicalKinds = noClasses()
            .should()
            .resideInAnyPackage(
                    "..config..", "..global..", "..dto..", "..vo..", "..service..", "..util..", "..common..");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Dto|DTO|VO)");

    @ArchTest
    static final ArchRule transactionsAndLocksDoNotMix = noClasses()
            .that()
            .areAnnotatedWith(Transactional.class)
            .should()
            .dependOnClassesThat(resideInAPackage("org.redisson.."))
            .because("the lock wraps the transaction, never the reverse")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule noTransactionalMethodsBesideLocks = methods()
            .that()
            .areAnnotatedWith(Transactional.class)
            .should()
            .beDeclaredInClassesThat(HouseRules.doNotUseRedisson())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobodyWaitsInsideRedisson = noClasses()
            .that()
            .resideInAnyPackage(
                    "com.timedeal.userservice..", "com.timedeal.productservice..", "com.timedeal.orderservice..")
            .should()
            .callMethodWhere(HouseRules.waitsForRedis())
            .because("RedisCalls begins one call at a time; decision 34 says why")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule noFairOrMultiLocks = noClasses()
            .should()
            .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                            "getFairLock|getMultiLock|getRedLock")))
            .because("a dead waiter of a fair lock costs five seconds, and multi-locks dead- or livelock");

    @ArchTest
    static final ArchRule noStreamsThatKeepTheirConnection = noClasses()
            .should()
            .callMethod("org.springframework.jdbc.core.simple.JdbcClient$MappedQuerySpec", "stream")
            .because("outside a transaction nobody closes it, and the pool runs dry; list() does");

    @ArchTest
    static final ArchRule controllersSpeakNoSql = noClasses()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "jakarta.persistence..")
            .because("what a request says must become a value of a type before a statement is near");

    /** A statement is put together from text of ours; whatever comes from outside is a parameter of it. */
    @ArchTest
    static final ArchRule statementsAreTextOfOurs = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("V") // migrations in Java have no JdbcClient, and no callers
            .should()
            .callMethodWhere(HouseRules.makesAStatement())
            .because("JdbcClient with parameters does all of it");

    /** Only text that no caller has written may be formatted into a statement: constants and the words of a filter's type. */
    @ArchTest
    static final ArchRule filtersMakeSqlOfTypesAlone = methods()
            .that()
            .haveName("sql")
            .and()
            .haveRawReturnType(String.class)
            .should()
            .haveRawParameterTypes(new Class<?>[0])
            .because("the text of a condition depends on which fields are there, never on what is in them")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingIsReadByTheTypeItNames = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("com.fasterxml.jackson.annotation.JsonTypeInfo")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("SerializerMessageConverter")
            .orShould()
            .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                            "activateDefaultTyping.*|enableDefaultTyping.*|enable_?Object_?Input.*")))
            .because("a message that chooses its class chooses what code runs");

    @ArchTest
    static final ArchRule everyRouteIsDescribed = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.swagger.v3.oas.annotations.Hidden")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("RouterFunction")
            .because("who may do what is declared for what is described");

    @ArchTest
    static final ArchRule noPrinting =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    private HouseRules() {}

    private static com.tngtech.archunit.base.DescribedPredicate<com.tngtech.archunit.core.domain.JavaCall<?>>
            makesAStatement() {
        return com.tngtech.archunit.base.DescribedPredicate.describe("make a statement without parameters", call -> {
            var owner = call.getTargetOwner();
            return call.getName().equals("createStatement") && owner.isAssignableTo(java.sql.Connection.class)
                    || Set.of("createQuery", "createNativeQuery").contains(call.getName())
                            && owner.isAssignableTo("jakarta.persistence.EntityManager");
        });
    }

    /** Whatever returns no future. The client and its batches and options only find or make what asks. */
    private static com.tngtech.archunit.base.DescribedPredicate<com.tngtech.archunit.core.domain.JavaCall<?>>
            waitsForRedis() {
        var askNobody = Set.of("RedissonClient", "RBatch", "BatchOptions");
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "wait for Redis",
                call -> call.getTargetOwner().getPackageName().equals("org.redisson.api")
                        && !askNobody.contains(call.getTargetOwner().getSimpleName())
                        && !call.getName().endsWith("Async"));
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> doNotUseRedisson() {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "do not use Redisson",
                type -> type.getDirectDependenciesFromSelf().stream()
                        .noneMatch(d -> d.getTargetClass().getPackageName().startsWith("org.redisson")));
    }
}
