package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.problem.Problems;
import com.timedeal.userservice.password.BusyHashing;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users")
class AccountController {

    private final SignUp signUp;
    private final BecomeSeller becomeSeller;
    private final Accounts accounts;

    AccountController(SignUp signUp, BecomeSeller becomeSeller, Accounts accounts) {
        this.signUp = signUp;
        this.becomeSeller = becomeSeller;
        this.accounts = accounts;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SignUpAnswer signUp(@Valid @RequestBody SignUpRequest request) {
        return switch (signUp.with(request)) {
            case SignUp.SignedUp(var userId) -> new SignUpAnswer(userId);
            case SignUp.NotVerified() ->
                throw Problems.badRequest(
                        "ADDRESS_NOT_VERIFIED",
                        "That verificationToken is not good for this address. Confirm the address once more.");
            case SignUp.EmailTaken() ->
                throw Problems.refuse(
                        HttpStatus.CONFLICT, "EMAIL_TAKEN", "There is an account with this e-mail address already.");
            case SignUp.Busy() -> throw BusyHashing.problem();
        };
    }

    @GetMapping("/me")
    Profile me(CurrentUser user) {
        return accounts.findById(user.id()).map(Account::profile).orElseThrow(() -> Problems.notFound("account"));
    }

    @PutMapping("/me/seller")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void becomeSeller(CurrentUser user) {
        if (!becomeSeller.as(user.id())) {
            throw Problems.notFound("account");
        }
    }

    record SignUpAnswer(UUID userId) {}
}
