package com.timedeal.launcher.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.SAXException;

class ScenarioTests {

    private static final Path PLANS = Path.of("..", "jmeter");
    private static final Pattern SCRIPT = Pattern.compile("\\$\\{folder}/([\\w.-]+)");

    @ParameterizedTest
    @EnumSource
    void hasItsPlanAndTheScriptsThatThePlanNames(Scenario scenario)
            throws IOException, ParserConfigurationException, SAXException {
        var plan = PLANS.resolve(scenario.plan());
        var root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(plan.toFile())
                .getDocumentElement();

        assertThat(root.getNodeName()).isEqualTo("jmeterTestPlan");
        assertThat(SCRIPT.matcher(Files.readString(plan)).results().map(match -> match.group(1)))
                .allSatisfy(script -> assertThat(PLANS.resolve(script)).exists());
    }
}
