package com.timedeal.userservice.address;

import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users/me/addresses")
class AddressController {

    private final Addresses addresses;

    AddressController(Addresses addresses) {
        this.addresses = addresses;
    }

    @GetMapping
    AddressList list(CurrentUser user) {
        return new AddressList(
                addresses.of(user.id()).stream().map(AddressView::of).toList());
    }

    @GetMapping("/{addressId}")
    AddressView show(CurrentUser user, @PathVariable UUID addressId) {
        return addresses
                .find(user.id(), addressId)
                .map(AddressView::of)
                .orElseThrow(() -> Problems.notFound("address"));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AddedAnswer add(CurrentUser user, @Valid @RequestBody Address address) {
        return switch (addresses.add(user.id(), address)) {
            case Addresses.Added(var addressId) -> new AddedAnswer(addressId);
            case Addresses.TooMany(var most) ->
                throw Problems.refuse(
                        HttpStatus.CONFLICT, "TOO_MANY_ADDRESSES", "You have " + most + " addresses already.");
            case Addresses.NoSuchAccount() -> throw Problems.notFound("account");
        };
    }

    @PutMapping("/{addressId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void replace(CurrentUser user, @PathVariable UUID addressId, @Valid @RequestBody Address address) {
        if (!addresses.replace(user.id(), addressId, address)) {
            throw Problems.notFound("address");
        }
    }

    @DeleteMapping("/{addressId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(CurrentUser user, @PathVariable UUID addressId) {
        if (!addresses.delete(user.id(), addressId)) {
            throw Problems.notFound("address");
        }
    }

    record AddedAnswer(UUID addressId) {}

    record AddressList(List<AddressView> items) {}

    record AddressView(UUID addressId, String recipient, String phone, String zipCode, String line1, String line2) {

        static AddressView of(Addresses.Kept kept) {
            var address = kept.address();
            return new AddressView(
                    kept.addressId(),
                    address.recipient(),
                    address.phone(),
                    address.zipCode(),
                    address.line1(),
                    address.line2());
        }

        @Override
        public String toString() {
            return "AddressView[" + addressId + "]";
        }
    }
}
