package com.timedeal.servicedefaults.audit;

import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.identity.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AuditController {

    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    @GetMapping("/api/v1/audit/${timedeal.audit.name}")
    AuditReport evaluate(CurrentUser user) {
        user.require(Role.ADMIN);
        return audit.evaluate();
    }
}
