package com.timedeal.userservice.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.servicedefaults.identity.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolesColumnTests {

    private final RolesColumn column = new RolesColumn();

    @Test
    void writesRolesInTheOrderInWhichTheDatabaseAnswersThem() {
        var disordered = new LinkedHashSet<>(List.of(Role.SELLER, Role.BUYER));

        assertThat(column.convertToDatabaseColumn(disordered)).isEqualTo("BUYER,SELLER");
    }

    @Test
    void readsWhatItWrote() {
        Arrays.stream(Role.values())
                .map(EnumSet::of)
                .forEach(roles -> assertThat(column.convertToEntityAttribute(column.convertToDatabaseColumn(roles)))
                        .isEqualTo(roles));
        assertThat(column.convertToEntityAttribute("BUYER,SELLER,ADMIN")).containsExactly(Role.values());
    }
}
