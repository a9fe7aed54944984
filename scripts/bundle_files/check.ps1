# Holds every file of the bundle against SHA256SUMS; ends with 1 at the first that differs.
foreach ($line in [IO.File]::ReadAllLines((Join-Path $PSScriptRoot "SHA256SUMS"), [Text.Encoding]::UTF8)) {
    $wanted, $name = $line -split "  ", 2
    $path = Join-Path $PSScriptRoot $name
    if (-not (Test-Path -LiteralPath $path) -or (Get-FileHash -LiteralPath $path -Algorithm SHA256).Hash -ne $wanted) {
        Write-Host "文件不完整或被改动，请重新拷贝。 Missing or changed: $name"
        exit 1
    }
}
