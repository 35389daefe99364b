package com.timedeal.servicedefaults.identity;

import com.timedeal.servicedefaults.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a service that has proved who it is do only what it was granted here. */
class RefuseForeignScopes implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod endpoint
                && !isGranted(endpoint, SecurityContextHolder.getContext().getAuthentication())) {
            throw Problems.refuse(HttpStatus.FORBIDDEN, "FORBIDDEN", "This service may not do this.");
        }
        return true;
    }

    private static boolean isGranted(HandlerMethod endpoint, Authentication caller) {
        // An endpoint that says nothing was forgotten.
        var required = endpoint.getMethodAnnotation(RequiresScope.class);
        return required != null
                && caller != null
                && caller.getAuthorities().contains(new SimpleGrantedAuthority(required.value()));
    }
}
