package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.edge.ClientAddress;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.problem.Problems;
import com.timedeal.userservice.password.AcceptablePassword;
import com.timedeal.userservice.password.BusyHashing;
import com.timedeal.userservice.password.Password;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
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
    private final EditProfile profiles;
    private final ChangePassword changePassword;
    private final CloseAccount closeAccount;

    AccountController(
            SignUp signUp,
            BecomeSeller becomeSeller,
            EditProfile profiles,
            ChangePassword changePassword,
            CloseAccount closeAccount) {
        this.signUp = signUp;
        this.becomeSeller = becomeSeller;
        this.profiles = profiles;
        this.changePassword = changePassword;
        this.closeAccount = closeAccount;
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
        return profiles.show(user.id()).orElseThrow(AccountController::noSuchAccount);
    }

    @PatchMapping("/me")
    Profile change(CurrentUser user, @Valid @RequestBody ProfileChanges changes) {
        return profiles.change(user.id(), changes).orElseThrow(AccountController::noSuchAccount);
    }

    /** The password is asked for again: this cannot be undone. */
    @DeleteMapping("/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(CurrentUser user, ClientAddress from, @Valid @RequestBody ClosingRequest request) {
        switch (closeAccount.of(user.id(), request.password(), from)) {
            case CloseAccount.Closed() -> {}
            case CloseAccount.WrongPassword() -> throw wrongPassword();
            case CloseAccount.TooManyTries(var pause) -> throw BusyHashing.tooManyTries(pause);
            case CloseAccount.Busy() -> throw BusyHashing.problem();
        }
    }

    @PutMapping("/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(CurrentUser user, ClientAddress from, @Valid @RequestBody PasswordChange change) {
        switch (changePassword.of(user.id(), change.currentPassword(), change.newPassword(), from)) {
            case ChangePassword.Changed() -> {}
            case ChangePassword.WrongPassword() -> throw wrongPassword();
            case ChangePassword.TooManyTries(var pause) -> throw BusyHashing.tooManyTries(pause);
            case ChangePassword.Busy() -> throw BusyHashing.problem();
        }
    }

    @GetMapping("/me/refund-account")
    RefundAccount refundAccount(CurrentUser user) {
        return profiles.refundAccount(user.id())
                .map(RefundAccount::masked)
                .orElseThrow(() -> Problems.notFound("refund account"));
    }

    @PutMapping("/me/refund-account")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void refundTo(CurrentUser user, @Valid @RequestBody RefundAccount refundAccount) {
        profiles.refundTo(user.id(), refundAccount).orElseThrow(AccountController::noSuchAccount);
    }

    @PutMapping("/me/seller")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void becomeSeller(CurrentUser user) {
        if (!becomeSeller.as(user.id())) {
            throw noSuchAccount();
        }
    }

    private static ErrorResponseException noSuchAccount() {
        return Problems.notFound("account");
    }

    private static ErrorResponseException wrongPassword() {
        return Problems.refuse(HttpStatus.FORBIDDEN, "WRONG_PASSWORD", "The password is wrong.");
    }

    record SignUpAnswer(UUID userId) {}

    record ClosingRequest(@NotNull(message = "is required") Password password) {

        @Override
        public String toString() {
            return "ClosingRequest[hidden]";
        }
    }

    record PasswordChange(
            @NotNull(message = "is required") Password currentPassword,

            @NotNull(message = "is required") @AcceptablePassword
            Password newPassword) {

        @Override
        public String toString() {
            return "PasswordChange[hidden]";
        }
    }
}
