package com.timedeal.servicedefaults.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class NameRequestsTests {

    private final NameRequests filter = new NameRequests();
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private String known;

    @Test
    void keepsAWellFormedName() throws Exception {
        pass("Order-7.b_2");

        assertThat(known).isEqualTo("Order-7.b_2");
        assertThat(response.getHeaders(NameRequests.HEADER)).containsExactly("Order-7.b_2");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a b", "a\r\nb", "\u001b[31m", "\uac00", "${jndi:x}", "<b>"})
    void givesAnotherNameWhereThereIsNoneOrNoGoodOne(String given) throws Exception {
        pass(given);

        assertThat(known).matches("[0-9a-f]{32}");
        assertThat(response.getHeader(NameRequests.HEADER)).isEqualTo(known);
    }

    @Test
    void takesNoMoreThanSixtyFourCharacters() {
        assertThat(NameRequests.isWellFormed("a".repeat(64))).isTrue();
        assertThat(NameRequests.isWellFormed("a".repeat(65))).isFalse();
    }

    private void pass(String given) throws Exception {
        if (given != null) {
            request.addHeader(NameRequests.HEADER, given);
        }
        filter.doFilter(request, response, (req, res) -> known = MDC.get(NameRequests.FIELD));
        assertThat(MDC.get(NameRequests.FIELD)).as("afterwards").isNull();
    }
}
