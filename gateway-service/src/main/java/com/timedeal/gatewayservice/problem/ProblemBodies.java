package com.timedeal.gatewayservice.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.stereotype.Component;

/** Problems as JSON. */
@Component
public class ProblemBodies {

    private final ObjectMapper json;

    ProblemBodies(ObjectMapper json) {
        this.json = json;
    }

    /** @param changesSomething whether the request's method is an unsafe one */
    public byte[] of(Problem problem, boolean changesSomething) {
        try {
            return json.writeValueAsBytes(problem.toDetail(changesSomething));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
