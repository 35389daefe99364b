package com.timedeal.userservice.login;

import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.problem.Problems;
import com.timedeal.userservice.session.OpenSession;
import com.timedeal.userservice.session.Sessions;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where somebody is signed in. */
@RestController
@RequestMapping("/api/v1/users/me/sessions")
class SessionController {

    private final Sessions sessions;
    private final LogOut logOut;

    SessionController(Sessions sessions, LogOut logOut) {
        this.sessions = sessions;
        this.logOut = logOut;
    }

    @GetMapping
    SessionList list(CurrentUser user) {
        return new SessionList(sessions.of(user.id()));
    }

    @DeleteMapping("/{sessionId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(CurrentUser user, @PathVariable UUID sessionId) {
        if (!logOut.of(user.id(), sessionId)) {
            throw Problems.notFound("session");
        }
    }

    record SessionList(List<OpenSession> items) {}
}
