package com.timedeal.servicedefaults.openapi;

import com.timedeal.servicedefaults.edge.ClientAddress;
import com.timedeal.servicedefaults.identity.CurrentUser;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;

/** The caller comes from the token and the address from the connection: nothing that a request could say. */
@AutoConfiguration
@ConditionalOnClass(SpringDocUtils.class)
class OpenApiAutoConfiguration {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(CurrentUser.class, ClientAddress.class);
    }
}
